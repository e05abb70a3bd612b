/** What a request says of where it comes from; header values as sent, absent where there is none. */
export interface RequestFacts {
  readonly method: string
  readonly path: string
  readonly host?: string | undefined
  readonly origin?: string | undefined
  /** `Sec-Fetch-Site`, `-Mode` and `-Dest`. */
  readonly site?: string | undefined
  readonly mode?: string | undefined
  readonly dest?: string | undefined
  readonly contentType?: string | undefined
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 403 | 405 | 415
  readonly message: string
}

/**
 * Turns away what does not come from the page itself or from a person who typed or clicked its address. `hosts` are all values that `Host`
 * may have, so that a name somebody else points to this machine (DNS rebinding) is no way in.
 */
export function refusalOf(facts: RequestFacts, hosts: ReadonlySet<string>): Refusal | undefined {
  const { method, host, origin, site } = facts
  if (host === undefined || !hosts.has(host.toLowerCase())) return forbidden('this name is not one of the dashboard')
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return forbidden('another page asked')
  // Pages of other programs on this machine are same-site: ports do not count. Only same-origin is the page itself.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit(facts)) {
    return forbidden('another page asked')
  }
  if (method === 'GET') return undefined
  if (!['POST', 'PUT'].includes(method)) return { status: 405, message: `${method} is not used here` }
  // Every browser of the last years sends at least one of them with such a request.
  if (origin === undefined && site !== 'same-origin')
    return forbidden('a request that changes something must tell its origin')
  const expected = facts.path === '/login' ? 'application/x-www-form-urlencoded' : 'application/json'
  const sent = facts.contentType?.split(';')[0]?.trim().toLowerCase()
  return sent === expected ? undefined : { status: 415, message: `expected ${expected}` }
}

/** A link that was followed to the page itself, in a window of its own. */
function isVisit({ method, path, mode, dest }: RequestFacts): boolean {
  return method === 'GET' && mode === 'navigate' && dest === 'document' && !path.startsWith('/api/')
}

function forbidden(message: string): Refusal {
  return { status: 403, message }
}
