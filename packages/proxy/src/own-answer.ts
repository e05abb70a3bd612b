import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorReply } from './error-reply.ts'

/** Clients by Stainless (Anthropic's and OpenAI's own) would try again for minutes. */
const FINAL = ['X-Should-Retry', 'false']

/** Answers a request that is not passed on. */
export function sendAnswer(response: ServerResponse, { status, body }: ErrorReply): void {
  if (response.headersSent || response.destroyed) return
  const bytes = Buffer.from(body)
  response.writeHead(status, [
    ...['Content-Type', 'application/json', 'Content-Length', String(bytes.length)],
    ...(status < 500 ? FINAL : []),
    // A body that is still being sent is not waited for; it is read, because a client that cannot send does not listen.
    ...(response.req.complete ? [] : ['Connection', 'close']),
  ])
  response.end(bytes)
  response.req.resume()
}

/** The same where there is only a socket. */
export function writeAnswer(socket: Duplex, { status, body }: ErrorReply): void {
  if (!socket.writable) return
  const bytes = Buffer.from(body)
  socket.end(
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} \r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`,
      ),
      bytes,
    ]),
  )
}
