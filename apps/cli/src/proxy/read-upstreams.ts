import { SesError } from '@ses/model'
import type { Upstream } from '@ses/proxy'

/** Reads `NAME=URL`, several with commas. Throws `usage` for what is none; an address is not repeated, it may hold a key. */
export function readUpstreams(text: string | undefined): Upstream[] {
  // An option that is given twice comes as a list.
  return String(text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      if (at < 1) throw new SesError('usage', '--upstream: expected NAME=URL')
      return { name: part.slice(0, at).toLowerCase(), url: part.slice(at + 1) }
    })
}
