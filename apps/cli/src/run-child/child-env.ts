import { defaultUpstreams, type Upstream } from '@ses/proxy'

type Env = Readonly<Record<string, string | undefined>>

/** Variables by which clients are told where an API is; `path` is what theirs have beyond the API's address. */
const BASE_URLS: readonly { readonly variable: string; readonly upstream: string; readonly path: string }[] = [
  { variable: 'ANTHROPIC_BASE_URL', upstream: 'anthropic', path: '' },
  { variable: 'OPENAI_BASE_URL', upstream: 'openai', path: '/v1' },
  { variable: 'OPENAI_API_BASE', upstream: 'openai', path: '/v1' },
  { variable: 'GOOGLE_GEMINI_BASE_URL', upstream: 'gemini', path: '' },
  { variable: 'CODE_ASSIST_ENDPOINT', upstream: 'code-assist', path: '' },
]

/** What a child needs so that its requests come through the proxy. */
export interface ChildRoutes {
  /** Where the user's own variables point. */
  readonly upstreams: readonly Upstream[]
  /** The variables of the child, given the address of the proxy. */
  readonly variables: (proxyUrl: string) => Record<string, string>
}

/**
 * Plans the routes of a child. A base URL that the user has set stays the one that is asked, by way of the proxy. `extra` upstreams get a
 * variable `<NAME>_BASE_URL`.
 */
export function childRoutes(env: Env, extra: readonly Upstream[]): ChildRoutes {
  const upstreams = new Map<string, Upstream>()
  const addresses: { readonly variable: string; readonly place: string }[] = []
  for (const { variable, upstream, path } of BASE_URLS) {
    const own = env[variable]?.replace(/\/+$/, '')
    if (own === undefined || own === '') {
      addresses.push({ variable, place: `${upstream}${path}` })
      continue
    }
    const isUsual = path !== '' && own.endsWith(path)
    const url = isUsual ? own.slice(0, -path.length) : own
    const taken = upstreams.get(upstream)
    // Two variables that point to different places are two upstreams.
    const name = taken === undefined || taken.url === url ? upstream : variable.toLowerCase()
    const shape = defaultUpstreams.find((known) => known.name === upstream)?.shape
    upstreams.set(name, { name, url, ...(shape === undefined ? {} : { shape }) })
    addresses.push({ variable, place: `${name}${isUsual ? path : ''}` })
  }
  for (const upstream of extra) {
    upstreams.set(upstream.name, upstream)
    const variable = `${upstream.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_BASE_URL`
    if (!addresses.some((address) => address.variable === variable)) addresses.push({ variable, place: upstream.name })
  }
  return {
    upstreams: [...upstreams.values()],
    variables: (proxyUrl) => ({
      ...Object.fromEntries(addresses.map(({ variable, place }) => [variable, `${proxyUrl}/${place}`])),
      ...direct(env),
    }),
  }
}

/** Where a proxy to the outside is set, requests to this machine must not go there. */
function direct(env: Env): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()])
  if (!names.some((name) => env[name])) return {}
  const set = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1', 'localhost'].filter(Boolean).join(',')
  return { NO_PROXY: set, no_proxy: set }
}
