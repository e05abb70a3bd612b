import type { IncomingHttpHeaders } from 'node:http'
import type { OpenUpstream } from './upstream.ts'

/** Where a request goes. */
export interface Route {
  readonly upstream: OpenUpstream
  /** Path and query as the upstream gets them. */
  readonly target: string
  /** The path alone. */
  readonly path: string
}

/**
 * The upstream that the first part of the path names; without one, the API that has such paths and headers. Undefined for none. Nothing
 * of the path is decoded or tidied: what follows the name is passed on as it is.
 */
export function findRoute(
  url: string,
  headers: IncomingHttpHeaders,
  upstreams: ReadonlyMap<string, OpenUpstream>,
): Route | undefined {
  // A whole URL here is somebody looking for an open proxy.
  if (!url.startsWith('/')) return undefined
  const [, name = ''] = /^\/([^/?]*)/.exec(url) ?? []
  const named = upstreams.get(name)
  const rest = named === undefined ? url : url.slice(name.length + 1)
  const upstream = named ?? upstreams.get(guess(url, headers))
  if (upstream === undefined) return undefined
  const target = `${upstream.base}${rest === '' || rest.startsWith('?') ? `/${rest}` : rest}`
  return { upstream, target, path: target.split('?', 1)[0] ?? '' }
}

/** Name of the default upstream whose request this looks like; empty for none. */
function guess(url: string, headers: IncomingHttpHeaders): string {
  const path = url.split('?', 1)[0] ?? ''
  if (path.startsWith('/v1internal')) return 'code-assist'
  if (/^(?:\/upload)?\/v1(?:alpha|beta)/.test(path) || 'x-goog-api-key' in headers) return 'gemini'
  if ('anthropic-version' in headers || /^\/v1\/(?:messages|complete$)/.test(path)) return 'anthropic'
  return path.startsWith('/v1/') ? 'openai' : ''
}
