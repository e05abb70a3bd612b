import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { SesError } from '@ses/model'
import type { PriceOptions } from '@ses/pricing'
import { checkVisitor } from './check-visitor.ts'
import { dialects } from './dialects/index.ts'
import { type ErrorReply, errorReply } from './error-reply.ts'
import type { Exchange } from './exchange.ts'
import { findRoute, type Route } from './find-route.ts'
import { forwardRequest } from './forward-request.ts'
import { MOST_HEADER_BYTES } from './open-outgoing.ts'
import { sendAnswer, writeAnswer } from './own-answer.ts'
import { tunnelUpgrade } from './tunnel-upgrade.ts'
import { defaultUpstreams, openUpstreams, type Upstream } from './upstream.ts'
import { type Observer, watchExchange } from './watch-exchange.ts'
import { withoutUpgrade } from './without-upgrade.ts'

/** How a proxy is to work. */
export interface ProxyOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Beside `defaultUpstreams`; one of the same name stands over it. */
  readonly upstreams?: readonly Upstream[]
  /** Told of each exchange that asks a model for something, when it is over. What it throws is lost. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Asked before a request is passed on that may cost something. An answer is told to the client instead: the budget is spent. */
  readonly refusal?: () => string | undefined
  readonly prices?: PriceOptions
  /** After so many milliseconds an idle connection to an upstream is closed, before its balancer does so; default 30 s. */
  readonly idleMs?: number
  /** URL of the HTTP proxy by which an `https:` host is reached; default: none is asked. */
  readonly via?: (hostname: string) => string | undefined
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** A proxy at work. */
export interface RunningProxy {
  readonly port: number
  /** `http://127.0.0.1:3739`; the name of an upstream comes behind it. */
  readonly url: string
  /** Takes no more connections, lets exchanges end for at most `graceMs`, then breaks them off. */
  readonly close: (graceMs: number) => Promise<void>
}

const MOST_CONNECTIONS = 2048
const HEADERS_MS = 60_000
const IDLE_MS = 75_000
/** Methods that change nothing and cost nothing. */
const FREE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Starts a proxy on this machine's own address. Throws `port_taken`, or `usage` for an upstream that cannot be used. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const upstreams = openUpstreams([...defaultUpstreams, ...(options.upstreams ?? [])], {
    idleMs: options.idleMs ?? 30_000,
    via: options.via ?? (() => undefined),
  })
  const { refusal = () => undefined, onExchange = () => {} } = options
  const observer: Observer = {
    now: options.now,
    prices: options.prices ?? {},
    onExchange: (exchange) => {
      try {
        onExchange(exchange)
      } catch {
        // Metering never stands in the way of what is metered.
      }
    },
  }

  /** The route of a request, or what is answered instead. */
  const admit = (request: IncomingMessage): Route | ErrorReply => {
    const { url = '', headers, method = '' } = request
    const route = findRoute(url, headers, upstreams)
    const shape = route?.upstream.shape ?? 'openai'
    const objection = checkVisitor(headers)
    if (objection !== undefined) return errorReply(shape, 'refused', `ses: ${objection}`)
    if (route === undefined)
      return errorReply(shape, 'unknown', `ses: no upstream has this path; known are ${namesOf(upstreams)}`)
    const isFree = FREE.has(method) && request.headers.upgrade === undefined
    const spent = isFree ? undefined : refusal()
    return spent === undefined ? route : errorReply(shape, 'budget', spent)
  }

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => {})
    response.on('error', () => {})
    response.on('close', () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections())
    })
    const route = admit(request)
    if ('status' in route) {
      sendAnswer(response, route)
      return
    }
    const { path } = route
    const dialect = request.method === 'POST' ? dialects.find(({ asks }) => asks(path)) : undefined
    const watch = dialect && watchExchange(observer, { upstream: route.upstream.name, path, dialect })
    forwardRequest(route, request, response, watch)
  }

  let isClosing = false
  const sockets = new Set<Duplex>()
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      // Java's client offers HTTP/2 with every request; a server that does not want it answers as if it had not.
      socket.unshift(Buffer.concat([withoutUpgrade(request), head]))
      server.emit('connection', socket)
      return
    }
    const route = admit(request)
    if ('status' in route) {
      writeAnswer(socket, route)
      return
    }
    sockets.add(socket)
    const at = options.now()
    tunnelUpgrade(route, request, { socket, head }, (status) => {
      sockets.delete(socket)
      const ms = Math.max(0, options.now() - at)
      observer.onExchange({
        ...{ at, ms, upstream: route.upstream.name, dialect: 'websocket' },
        ...(status === undefined ? {} : { status }),
        ...(status === 101 ? { unmetered: 'websocket' } : {}),
      })
    })
  }

  const server = createServer({
    requestTimeout: 0,
    headersTimeout: HEADERS_MS,
    keepAliveTimeout: IDLE_MS,
    maxHeaderSize: MOST_HEADER_BYTES,
  })
  server.maxConnections = MOST_CONNECTIONS
  server.on('request', serve).on('checkContinue', serve).on('upgrade', upgrade)
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n'))
  const { port } = await listen(server, options.port)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async (graceMs) => {
      isClosing = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      const timer = setTimeout(() => {
        server.closeAllConnections()
        for (const socket of sockets) socket.destroy()
      }, graceMs)
      await closed
      clearTimeout(timer)
      for (const { agent } of upstreams.values()) agent.destroy()
    },
  }
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' || cause.code === 'EACCES' ? 'port_taken' : 'external'
      reject(new SesError(code, `port ${port} (${cause.code ?? cause.message})`, { data: { port }, cause }))
    })
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error')
      resolve(server.address() as AddressInfo)
    })
  })
}

function namesOf(upstreams: ReadonlyMap<string, unknown>): string {
  return [...upstreams.keys()].map((name) => `/${name}`).join(' ')
}
