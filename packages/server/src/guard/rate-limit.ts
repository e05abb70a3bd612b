import { createRecentMap } from '../recent-map.ts'

/** Callers that are told apart; of more, those that have not called for longest begin anew. */
const MAX_CALLERS = 1000

/** Lets so many requests of each caller through at once, and so many more in each second; `now` is in epoch milliseconds. */
export function createRateLimit(burst: number, perSecond: number, now: () => number): (caller: string) => boolean {
  const buckets = createRecentMap<{ left: number; at: number }>(MAX_CALLERS)
  return (caller) => {
    const time = now()
    const bucket = buckets.getOrMake(caller, () => ({ left: burst, at: time }))
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, time - bucket.at) / 1000) * perSecond)
    bucket.at = time
    if (bucket.left < 1) return false
    bucket.left -= 1
    return true
  }
}
