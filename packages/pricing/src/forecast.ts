/**
 * What a period will have cost at its end if spending goes on at its average pace so far. The pace is taken over at least
 * `leastElapsed` (a share of the period, default a thirtieth), so that the first hours of a month do not promise a fortune.
 */
export function forecastSpend(
  spentUsd: number,
  period: { readonly start: number; readonly end: number; readonly now: number; readonly leastElapsed?: number },
): number {
  const { start, end, now, leastElapsed = 1 / 30 } = period
  const elapsed = Math.min(1, Math.max(leastElapsed, (now - start) / (end - start)))
  return elapsed > 0 ? spentUsd / elapsed : spentUsd
}
