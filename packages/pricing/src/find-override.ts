import type { PriceOverride } from './price-override.ts'

/** The override that applies to a model at an instant (epoch milliseconds), see `PriceOverride`. */
export function findOverride(
  overrides: readonly PriceOverride[],
  id: string,
  at: number | undefined,
): PriceOverride | undefined {
  const whole = id.toLowerCase()
  const tail = whole.slice(whole.lastIndexOf('/') + 1)
  let best: PriceOverride | undefined
  for (const override of overrides) {
    const match = override.match.toLowerCase()
    if (match === '' || !(whole.startsWith(match) || tail.startsWith(match))) continue
    if (!isPrice(override.inputPerMTok) || !isPrice(override.outputPerMTok)) continue
    if (at !== undefined && override.from !== undefined && !(Date.parse(override.from) <= at)) continue
    if (best === undefined || outranks(override, best)) best = override
  }
  return best
}

function outranks(one: PriceOverride, other: PriceOverride): boolean {
  if (one.match.length !== other.match.length) return one.match.length > other.match.length
  // Of two equal ones the one set later wins.
  return (one.from ?? '') >= (other.from ?? '')
}

function isPrice(value: number): boolean {
  return Number.isFinite(value) && value >= 0
}
