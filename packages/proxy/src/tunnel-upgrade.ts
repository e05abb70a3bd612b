import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorReply } from './error-reply.ts'
import type { Route } from './find-route.ts'
import { openOutgoing } from './open-outgoing.ts'
import { writeAnswer } from './own-answer.ts'

/** Passes an upgrade on (WebSocket) and then every byte both ways. `onEnd` is called once with the status, when all is over. */
export function tunnelUpgrade(
  route: Route,
  request: IncomingMessage,
  ends: { readonly socket: Duplex; readonly head: Buffer },
  onEnd: (status: number | undefined) => void,
): void {
  const { upstream } = route
  const { socket, head } = ends
  let status: number | undefined
  let outgoing: ClientRequest
  try {
    outgoing = openOutgoing(route, request, withHost(request.rawHeaders, upstream.host))
  } catch {
    writeAnswer(socket, {
      ...errorReply(upstream.shape, 'unknown', 'ses: this request cannot be passed on'),
      status: 400,
    })
    return
  }
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    outgoing.destroy()
    onEnd(status)
  })
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    const message = `ses: ${upstream.name} could not be reached (${error.code ?? 'failed'})`
    if (status === undefined) writeAnswer(socket, errorReply(upstream.shape, 'unreached', message))
    else socket.destroy()
  })
  outgoing.on('upgrade', (incoming, far, first) => {
    status = incoming.statusCode
    writeHead(socket, incoming, incoming.rawHeaders)
    if (first.length > 0) socket.write(first)
    if (head.length > 0) far.write(head)
    far.on('error', () => far.destroy())
    far.once('close', () => socket.destroy())
    socket.once('close', () => far.destroy())
    far.pipe(socket)
    socket.pipe(far)
  })
  // The upstream wants no upgrade: its answer ends with the connection.
  outgoing.on('response', (incoming) => {
    status = incoming.statusCode
    writeHead(socket, incoming, [...withoutFraming(incoming.rawHeaders), 'Connection', 'close'])
    incoming.on('error', () => socket.destroy())
    incoming.pipe(socket)
  })
  outgoing.end()
}

function writeHead(socket: Duplex, incoming: IncomingMessage, raw: readonly string[]): void {
  let text = `HTTP/1.1 ${incoming.statusCode} ${incoming.statusMessage}\r\n`
  for (let at = 0; at < raw.length; at += 2) text += `${raw[at]}: ${raw[at + 1]}\r\n`
  socket.write(`${text}\r\n`, 'latin1')
}

function withHost(raw: readonly string[], host: string): string[] {
  return raw.map((text, at) => (at % 2 === 1 && raw[at - 1]?.toLowerCase() === 'host' ? host : text))
}

function withoutFraming(raw: readonly string[]): string[] {
  return raw.filter((_, at) => !FRAMING.has((raw[at - (at % 2)] ?? '').toLowerCase()))
}

const FRAMING: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])
