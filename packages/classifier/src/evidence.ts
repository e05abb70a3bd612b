/** One reason for a verdict. */
export interface Evidence {
  /** Stable snake_case id of the rule, or `model` for a term of the linear model. */
  readonly rule: string
  /** What was seen, short enough for one line; names paths, words and numbers, never a long text. */
  readonly detail: string
  /** How much it counted: log-odds for a model term, points for a risk reason, otherwise the rule's confidence. */
  readonly weight: number
  /** Ids of events of the classified session; empty for an input that has no events. What a sub-agent did is named by the call that started it. */
  readonly events: readonly string[]
}

/** A text together with the event it came from; a bare string has no event. */
export type Sourced = string | { readonly text: string; readonly event: string }

/** The text of a sourced value. */
export function textOf(value: Sourced): string {
  return typeof value === 'string' ? value : value.text
}

/** Event ids of the values that have one, each once, at most `limit` (default 12). */
export function eventsOf(values: Iterable<Sourced>, limit = 12): string[] {
  const ids = new Set<string>()
  for (const value of values) {
    if (typeof value !== 'string' && ids.size < limit) ids.add(value.event)
  }
  return [...ids]
}
