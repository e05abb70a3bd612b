import type { ModelResponse } from '@ses/model'
import type { Opportunity } from './opportunities.ts'
import type { SessionView } from './session-view.ts'

/** How much a finding matters: `info` is worth knowing, `warning` cost time or tokens, `concern` may have done harm. */
export type Severity = 'info' | 'warning' | 'concern'

/** What the wasted calls of a finding cost. */
export interface Waste {
  /** Tokens of the responses that asked for the wasted calls, shared evenly among the calls of one response. */
  readonly tokens: number
  /** The same share of the responses' cost in US dollars; 0 when no price is known. */
  readonly costUsd: number
  /** Wall time of the wasted calls in milliseconds, as far as the agent recorded it. */
  readonly ms: number
}

/** A behaviour that was seen, with its evidence. Plain JSON. */
export interface Finding {
  /** Id of the detector. */
  readonly id: string
  readonly severity: Severity
  readonly title: string
  /** Ids of the events that show it, in order of the session. */
  readonly events: readonly string[]
  /** Set when the events lie in a sub-agent's session: the id of that session. */
  readonly sessionId?: string
  readonly waste: Waste
  /** One line an agent could follow next time. */
  readonly advice: string
  /** What exactly happened, with names and counts; never the value of a secret. */
  readonly detail: string
  readonly measure: Measure
}

/** How often it happened, against how often it could have; the grade is made of these. */
export interface Measure {
  readonly count: number
  /** Opportunities in the session that the finding lies in. */
  readonly of: number
  readonly unit: Opportunity
}

/** What a detector reports; `detectPatterns` makes a `Finding` of it. */
export interface Observation {
  /** Event ids, in order of the session; at least one. */
  readonly events: readonly string[]
  readonly detail: string
  /** Occurrences, in the detector's unit; never more than there were opportunities. */
  readonly count: number
  /** Ids of tool calls that need not have been made; none when absent. */
  readonly wasted?: readonly string[]
  /** The detector's own when absent. */
  readonly severity?: Severity
  /** The detector's own when absent. */
  readonly advice?: string
}

/** What a detector may ask about the run it is part of. */
export interface DetectorContext {
  /** The value of one of the detector's thresholds: the caller's, else the default. */
  threshold(key: string): number
}

/** One number a user may set in `patterns.thresholds`. */
export interface Threshold {
  readonly default: number
  readonly description: string
}

/** One behaviour, found in one session at a time. */
export interface Detector {
  /** snake_case, the same for ever. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly severity: Severity
  readonly advice: string
  /** What its occurrences are counted against. */
  readonly unit: Opportunity
  /** By full key, as written in the config: `error_rate_concern`. */
  readonly thresholds: Readonly<Record<string, Threshold>>
  /** Observations in order of their first event. Must be linear in the session, or nearly. */
  detect(session: SessionView, context: DetectorContext): readonly Observation[]
}

/** Cost of a response in nano-dollars (10⁻⁹ USD); 0 when its price is unknown. */
export type CostOf = (response: ModelResponse) => number
