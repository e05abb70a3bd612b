type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for https requests to a host: `https_proxy`, then `all_proxy`, in either case, unless `no_proxy`
 * names the host or a domain of it. Undefined for none, and for one that does not speak HTTP.
 */
export function outsideProxy(env: Env, host: string): string | undefined {
  const value = (name: string): string | undefined => env[name] || env[name.toUpperCase()] || undefined
  const via = value('https_proxy') ?? value('all_proxy')
  if (via === undefined || isExcepted(host.toLowerCase(), value('no_proxy') ?? '')) return undefined
  const url = via.includes('://') ? via : `http://${via}`
  return URL.canParse(url) && new URL(url).protocol === 'http:' ? url : undefined
}

function isExcepted(host: string, list: string): boolean {
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\.|:\d+$/g, ''))
    .some((entry) => entry !== '' && (entry === '*' || host === entry || host.endsWith(`.${entry}`)))
}
