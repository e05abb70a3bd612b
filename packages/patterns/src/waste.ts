import { totalTokens } from '@ses/model'
import type { CostOf, Waste } from './detector.ts'
import type { CallView, SessionView } from './session-view.ts'

/** UTF-16 units per token, for calls whose response recorded no usage; about right for English and code. */
const UNITS_PER_TOKEN = 4

/**
 * What each list of wasted calls cost. A call that several lists name is counted once, in the shortest of them: the one that
 * describes it most closely.
 */
export function shareWaste(
  view: SessionView,
  wasted: readonly (readonly string[])[],
  costOf: CostOf = () => 0,
): Waste[] {
  if (wasted.every((ids) => ids.length === 0)) return wasted.map(() => ({ tokens: 0, costUsd: 0, ms: 0 }))
  const calls = new Map(view.calls.map((call) => [call.event.id, call]))
  const callsOfResponse = countByResponse(view.calls)
  const taken = new Set<string>()
  const result: Waste[] = wasted.map(() => ({ tokens: 0, costUsd: 0, ms: 0 }))
  const byLength = wasted
    .map((ids, index) => ({ ids, index }))
    .sort((a, b) => a.ids.length - b.ids.length || b.index - a.index)
  for (const { ids, index } of byLength) {
    let tokens = 0
    let nanos = 0
    let ms = 0
    for (const id of ids) {
      const call = calls.get(id)
      if (call === undefined || taken.has(id)) continue
      taken.add(id)
      ms += call.event.durationMs ?? 0
      const { responseId } = call.event
      const response = responseId === undefined ? undefined : view.responses.get(responseId)
      if (response === undefined) {
        tokens += textTokens(call)
        continue
      }
      const share = callsOfResponse.get(responseId ?? '') ?? 1
      tokens += totalTokens(response.usage) / share
      nanos += costOf(response) / share
    }
    result[index] = { tokens: Math.round(tokens), costUsd: Math.round(nanos) / 1e9, ms: Math.round(ms) }
  }
  return result
}

function countByResponse(calls: readonly CallView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { event } of calls) {
    if (event.responseId !== undefined) counts.set(event.responseId, (counts.get(event.responseId) ?? 0) + 1)
  }
  return counts
}

function textTokens({ event }: CallView): number {
  const written = (event.input?.length ?? 0) + (event.command?.length ?? 0)
  return (written + (event.outputLength ?? event.output?.length ?? 0)) / UNITS_PER_TOKEN
}
