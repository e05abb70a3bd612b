/** No wait is longer, whatever an endpoint asks for: one day in milliseconds. */
const MAX_WAIT_MS = 86_400_000

/**
 * Milliseconds until the next attempt: `delayMs` doubled at each attempt made, of which a random half is left out, so that many senders
 * do not come back at once; never less than the endpoint asks for with Retry-After, never more than a day. `random` in [0, 1).
 */
export function waitBefore(
  attempts: number,
  delayMs: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  const backoff = delayMs * 2 ** Math.min(attempts - 1, 40)
  const jittered = Math.min(backoff, MAX_WAIT_MS) * (0.5 + random() / 2)
  return Math.min(Math.ceil(Math.max(jittered, retryAfterMs ?? 0)), MAX_WAIT_MS)
}

/** Reads Retry-After, whole seconds or an HTTP date; milliseconds from `now`, undefined for anything else. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text) * 1000, MAX_WAIT_MS)
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), MAX_WAIT_MS)
}
