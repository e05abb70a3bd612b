import type { Summary, UnpricedModel } from '@ses/schema'

/** Models without a price in any of the sessions, the most responses first. */
export function mergeUnpriced(summaries: readonly Summary[]): UnpricedModel[] {
  const responses = new Map<string, number>()
  for (const { usage } of summaries) {
    for (const entry of usage?.unpriced ?? []) {
      responses.set(entry.model, (responses.get(entry.model) ?? 0) + entry.responses)
    }
  }
  return [...responses].sort((a, b) => b[1] - a[1]).map(([model, number]) => ({ model, responses: number }))
}
