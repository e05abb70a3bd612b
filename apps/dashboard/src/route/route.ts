/** Pages in the order of the navigation; `session` is reached from lists only. */
const pages = ['overview', 'sessions', 'patterns', 'models', 'files', 'search', 'budgets', 'settings'] as const

export type Page = (typeof pages)[number] | 'session' | 'missing'

/** What the address says: everything a view needs, so that each is linkable. */
export interface Route {
  readonly page: Page
  /** Id of the session, else empty. */
  readonly id: string
  /** Tab of the session, else empty. */
  readonly tab: string
  readonly params: Readonly<Record<string, string>>
}

/** Reads `#/sessions/<id>/<tab>?name=value`; anything else is the page `missing`. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#?\/?/, '')
  const question = text.indexOf('?')
  const path = question < 0 ? text : text.slice(0, question)
  const params = Object.fromEntries(new URLSearchParams(question < 0 ? '' : text.slice(question + 1)))
  const [first = '', id = '', tab = ''] = path.split('/').map(decode)
  const known = first === '' ? 'overview' : pages.find((page) => page === first)
  if (!known || (id !== '' && known !== 'sessions')) return { page: 'missing', id: '', tab: '', params: {} }
  return { page: id === '' ? known : 'session', id, tab: id === '' ? '' : tab, params }
}

/** Address of a page; empty parameters are left out. */
export function pageHref(page: Page, params: Readonly<Record<string, string>> = {}): string {
  return `#/${page === 'overview' ? '' : page}${query(params)}`
}

/** Address of a session, of one of its tabs, or of an event in it. */
export function sessionHref(id: string, tab = '', params: Readonly<Record<string, string>> = {}): string {
  return `#/sessions/${encodeURIComponent(id)}${tab === '' ? '' : `/${tab}`}${query(params)}`
}

/** `?a=1&b=2` of all parameters that are not empty. */
export function query(params: Readonly<Record<string, string | number>>): string {
  const set = Object.entries(params).filter(([, value]) => value !== '')
  return set.length === 0
    ? ''
    : `?${new URLSearchParams(set.map(([name, value]): [string, string] => [name, String(value)]))}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
