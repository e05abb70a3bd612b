import type { IncomingHttpHeaders } from 'node:http'

/**
 * Why a request is not served; undefined when it is. A web page reaches this machine under a name of its own (DNS rebinding), which Host
 * tells, or as another origin, which Origin tells. Programs send no Origin, editors one of their own scheme.
 */
export function checkVisitor({ host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>): string | undefined {
  if (host !== undefined && !isLoopback(host)) return 'the Host of the request is not this machine'
  if (origin === undefined) return undefined
  if (origin === 'null') return 'requests of web pages are not passed on'
  const web = /^https?:\/\/(.*)$/is.exec(origin)
  return web === null || isLoopback(web[1] ?? '') ? undefined : 'requests of web pages are not passed on'
}

function isLoopback(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host)
}
