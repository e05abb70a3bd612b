import type { SessionAnalysis } from '@ses/core'
import { SesError } from '@ses/model'
import { createRecentMap } from '../recent-map.ts'
import type { DashboardServices } from '../services.ts'
import type { SessionDigest } from '../sessions/session-digest.ts'

/** Analyses sessions, each once while it is being looked at. */
export interface Analyst {
  /** Throws `not_found` when nothing is left to read. */
  readonly analysis: (digest: SessionDigest) => Promise<SessionAnalysis>
  /** Something made from that analysis. */
  readonly derived: <T>(digest: SessionDigest, name: string, make: () => T) => T
}

/** A huge session takes some tens of megabytes. */
const KEPT = 6

export function createAnalyst({ analyse }: Pick<DashboardServices, 'analyse'>): Analyst {
  const analyses = createRecentMap<Promise<SessionAnalysis>>(KEPT)
  const made = createRecentMap<unknown>(KEPT)
  // A digest is another one when the session has changed.
  const numbers = new WeakMap<SessionDigest, number>()
  let last = 0
  const keyOf = (digest: SessionDigest): string => {
    const number = numbers.get(digest) ?? ++last
    numbers.set(digest, number)
    return String(number)
  }
  return {
    analysis: (digest) =>
      analyses.getOrMake(keyOf(digest), async () => {
        const analysis = await analyse(digest.listed)
        if (analysis !== undefined) return analysis
        throw new SesError('not_found', 'neither transcript, archive nor events of this session can be read any more')
      }),
    derived: (digest, name, make) => made.getOrMake(`${keyOf(digest)} ${name}`, make) as ReturnType<typeof make>,
  }
}
