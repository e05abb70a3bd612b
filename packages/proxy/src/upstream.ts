import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { SesError } from '@ses/model'
import type { ErrorShape } from './error-reply.ts'
import { tunnelAgent } from './tunnel-agent.ts'

/** An API that the proxy passes requests on to. */
export interface Upstream {
  /** First part of the path under which it is addressed: `/openai/v1/models`. */
  readonly name: string
  /** `http:` or `https:`; a path in it comes before that of each request. */
  readonly url: string
  /** Whose errors its clients understand; default `openai`. */
  readonly shape?: ErrorShape
}

/** The APIs that are there without being asked for. `code-assist` serves Gemini CLI after a login with Google. */
export const defaultUpstreams: readonly Upstream[] = [
  { name: 'anthropic', url: 'https://api.anthropic.com', shape: 'anthropic' },
  { name: 'openai', url: 'https://api.openai.com', shape: 'openai' },
  { name: 'gemini', url: 'https://generativelanguage.googleapis.com', shape: 'google' },
  { name: 'code-assist', url: 'https://cloudcode-pa.googleapis.com', shape: 'google' },
]

/** An upstream whose address was taken apart. */
export interface OpenUpstream {
  readonly name: string
  readonly shape: ErrorShape
  readonly secure: boolean
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
  /** For the Host header: with the port where it is not the usual one. */
  readonly host: string
  /** Comes before the path of each request; without a slash at its end. */
  readonly base: string
  readonly agent: HttpAgent
}

/**
 * Takes addresses apart. A later upstream stands over an earlier one of its name. Throws `usage` for an address that cannot be used.
 */
export function openUpstreams(upstreams: readonly Upstream[], ways: UpstreamWays): ReadonlyMap<string, OpenUpstream> {
  return new Map(upstreams.map((upstream) => [upstream.name, openUpstream(upstream, ways)]))
}

/** How upstreams are connected to. */
export interface UpstreamWays {
  /** Milliseconds after which a connection that nobody uses is closed. */
  readonly idleMs: number
  /** URL of the HTTP proxy by which an `https:` host is reached; undefined for none. */
  readonly via: (hostname: string) => string | undefined
}

function openUpstream({ name, url: address, shape = 'openai' }: Upstream, { idleMs, via }: UpstreamWays): OpenUpstream {
  if (!/^[a-z0-9][a-z0-9._-]*$/i.test(name)) throw new SesError('usage', `upstream "${name}": not a name`)
  const url = URL.canParse(address) ? new URL(address) : undefined
  // An address may hold a key: it is not repeated.
  const refuse = (why: string): SesError => new SesError('usage', `upstream ${name}: ${why}`)
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw refuse('expected an http(s) URL')
  if (url.username !== '' || url.password !== '') throw refuse('a URL with a user or password is not passed on')
  if (url.search !== '' || url.hash !== '') throw refuse('a URL with a query or fragment is not passed on')
  const secure = url.protocol === 'https:'
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const outside = secure ? via(hostname) : undefined
  const options = { keepAlive: true, timeout: idleMs, scheduling: 'lifo' } as const
  return {
    name,
    shape,
    secure,
    hostname,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    host: url.host,
    base: url.pathname.replace(/\/+$/, ''),
    agent: !secure
      ? new HttpAgent(options)
      : outside === undefined
        ? new HttpsAgent(options)
        : tunnelAgent(outside, options),
  }
}
