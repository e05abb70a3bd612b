import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { errorReply } from './error-reply.ts'
import type { Route } from './find-route.ts'
import { openOutgoing } from './open-outgoing.ts'
import { sendAnswer } from './own-answer.ts'
import { pairsOf, passHeaders } from './pass-headers.ts'
import type { ExchangeWatch } from './watch-exchange.ts'

/** Passes a request on and its answer back, piece by piece, no faster than either side takes it. Never throws. */
export function forwardRequest(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  watch: ExchangeWatch | undefined,
): void {
  const { upstream } = route
  let outgoing: ClientRequest
  try {
    outgoing = openOutgoing(route, request, headersFor(request, upstream.host))
  } catch {
    sendAnswer(response, {
      ...errorReply(upstream.shape, 'unknown', 'ses: this request cannot be passed on'),
      status: 400,
    })
    return
  }
  const fail = (code: string): void => {
    watch?.end(false)
    if (response.headersSent) response.destroy()
    else
      sendAnswer(
        response,
        errorReply(upstream.shape, 'unreached', `ses: ${upstream.name} could not be reached (${code})`),
      )
  }
  const expects = request.headers.expect !== undefined

  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    request.unpipe(outgoing)
    if (!response.destroyed) fail(error.code ?? 'failed')
  })
  if (expects) outgoing.on('continue', () => response.writeContinue())
  outgoing.on('response', (incoming) => passBack(incoming, response, watch))
  // The client has gone, or has all it asked for.
  response.on('close', () => {
    if (!response.writableFinished) watch?.end(false)
    if (!response.writableFinished || !outgoing.writableFinished) outgoing.destroy()
  })

  request.once('end', () => {
    if (request.rawTrailers.length > 0) outgoing.addTrailers(pairsOf(request.rawTrailers))
  })
  if (expects) outgoing.flushHeaders()
  request.pipe(outgoing)
}

function headersFor(request: IncomingMessage, host: string): string[] {
  const headers = passHeaders(request.rawHeaders, host)
  // HTTP/1.0 has none.
  if (request.headers.host === undefined) headers.push('Host', host)
  // Without either there is no body; Node would send an empty one in chunks.
  const isFramed = 'content-length' in request.headers || 'transfer-encoding' in request.headers
  if (!isFramed && !BODILESS.has(request.method ?? '')) headers.push('Content-Length', '0')
  return headers
}

/** Methods for which Node adds no framing of its own. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

function passBack(incoming: IncomingMessage, response: ServerResponse, watch: ExchangeWatch | undefined): void {
  // A date that the upstream did not send is not added.
  response.sendDate = false
  try {
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage ?? '', passHeaders(incoming.rawHeaders))
  } catch {
    incoming.destroy()
    response.destroy()
    return
  }
  watch?.answered(incoming)
  // A head whose body comes later is not held back; one whose body is here goes with it in one piece.
  let began = false
  setImmediate(() => {
    if (!began && !response.destroyed && !response.writableEnded) response.flushHeaders()
  })
  incoming.on('data', (bytes: Buffer) => {
    began = true
    watch?.write(bytes)
  })
  incoming.once('end', () => {
    if (incoming.rawTrailers.length > 0) response.addTrailers(pairsOf(incoming.rawTrailers))
    watch?.end(incoming.complete)
  })
  // An answer that breaks off must not look like one that ends.
  incoming.on('error', () => {})
  incoming.once('close', () => {
    if (incoming.complete) return
    watch?.end(false)
    response.destroy()
  })
  incoming.pipe(response)
}
