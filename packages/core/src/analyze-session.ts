import type { Agent } from '@ses/agents'
import { type Classification, type ClassifyOptions, digestSession } from '@ses/classifier'
import type { Coverage, Diagnostic, Masked, Session } from '@ses/model'
import { type Detector, type Finding, type Grade, grade, inspectSession, opportunitiesOf } from '@ses/patterns'
import { type Catalog, type PriceOverride, priceSession, type SessionCost } from '@ses/pricing'
import type { CompleteSummary } from '@ses/schema'
import { createMasker, defaultMasker, type Masker, type MaskOptions, maskSession, type Rule } from '@ses/secrets'
import { applyToolActions, type ToolActions } from './apply-tool-actions.ts'
import { readTranscript, type SubagentInput } from './read-transcript.ts'
import { summaryOf } from './summary-of.ts'
import { countMasked, createTextKeeper, defaultTextLimits, type TextLimits } from './text-keeper.ts'
import { isSession, type TranscriptInput } from './transcript-input.ts'

/** What can be set; every part has a default. */
export interface AnalyzeOptions {
  /** Agent that wrote the transcript; told from the content by default. */
  readonly agent?: string | Agent
  /** Agents to choose from; default all built-in ones. */
  readonly agents?: readonly Agent[]
  /** Path of the transcript, where known; some agents keep the session id in it. */
  readonly path?: string
  /** Sub-agents' own transcripts, where the agent keeps them in files of their own. */
  readonly subagents?: readonly SubagentInput[]
  /**
   * The session's recorded hook events. They complete what the transcript tells, and are the session where it is empty or holds
   * nothing that is known.
   */
  readonly events?: TranscriptInput
  /** Detectors to run; default all built-in ones. Add one with `[...detectors, mine]`. */
  readonly detectors?: readonly Detector[]
  /** Detector ids: `enabled` limits to these, `disabled` leaves these out. */
  readonly patterns?: {
    readonly enabled?: readonly string[]
    readonly disabled?: readonly string[]
    readonly thresholds?: Readonly<Record<string, number>>
  }
  /** Weights of the grade by key; default those of `gradeWeights`. */
  readonly grading?: Readonly<Record<string, number>>
  /** Masking rules; default all built-in ones. */
  readonly rules?: readonly Rule[]
  /** Key of the pseudonyms in placeholders; default the public one, which makes them comparable for everybody. */
  readonly key?: string | Uint8Array
  /** What to mask besides the rules, and what never. Unusable values throw `config_invalid`. */
  readonly masking?: Pick<MaskOptions, 'patterns' | 'literals' | 'allow'>
  /** A masker compiled before, for callers that analyse many sessions; `rules`, `key` and `masking` are then not looked at. */
  readonly masker?: Masker
  /** Prices that win over the built-in ones. */
  readonly prices?: readonly PriceOverride[]
  /** Prices of models; default those that ship with `@ses/pricing`. */
  readonly catalog?: Catalog
  /** Whether the ledger of `usage` says what each token class of each response cost; default false: only what each response cost. */
  readonly priceLines?: boolean
  /** What tools do that no agent's table knows, by name. */
  readonly tools?: ToolActions
  /** Options of the classifier, such as a project's own sensitive paths. */
  readonly classify?: ClassifyOptions
  /** How much text the masked session keeps; default `defaultTextLimits`. */
  readonly limits?: TextLimits
}

/** All that is known of a session. Plain JSON, masked throughout. */
export interface SessionAnalysis {
  /** summary.json, version 2.0. */
  readonly summary: CompleteSummary
  readonly session: Session<Masked>
  readonly classification: Classification
  readonly findings: readonly Finding[]
  readonly grade: Grade
  /** Usage and cost with the ledger behind it, sub-agents included. */
  readonly usage: SessionCost
  readonly masking: {
    /** Hash of the rules that were used. */
    readonly ruleSet: string
    /** Masked ranges by rule id. */
    readonly counts: Readonly<Record<string, number>>
  }
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
}

/**
 * Reads, masks, classifies, grades and prices one session. Bad input never throws: what could not be read is in `diagnostics`.
 * Throws `config_invalid` for unusable masking options, before anything is read, so that nothing ever goes on unmasked.
 */
export async function analyzeSession(
  input: TranscriptInput | Session,
  options: AnalyzeOptions = {},
): Promise<SessionAnalysis> {
  const masker = options.masker ?? maskerOf(options)
  if (isSession(input)) {
    const counted = countMasked(masker)
    const session = maskSession(input, counted.masker)
    const coverage = { bytes: 0, lines: 0, recognised: 0, torn: 0 }
    return analyzeMasked(session, { options, masker, counts: counted.counts(), diagnostics: [], coverage })
  }
  const keeper = createTextKeeper(masker, options.limits ?? defaultTextLimits)
  const parsed = await readTranscript(input, options.subagents ?? [], keeper, {
    ...(options.agent === undefined ? {} : { agent: options.agent }),
    ...(options.agents === undefined ? {} : { agents: options.agents }),
    ...(options.path === undefined ? {} : { path: options.path }),
    ...(options.events === undefined ? {} : { events: options.events }),
  })
  const shortened = keeper.shortened()
  const diagnostics: Diagnostic[] = [...parsed.diagnostics]
  if (shortened > 0) {
    diagnostics.push({ code: 'text_shortened', message: 'long texts are kept without their middle', count: shortened })
  }
  const { coverage } = parsed
  return analyzeMasked(parsed.value, { options, masker, counts: keeper.counts(), diagnostics, coverage })
}

interface Context {
  readonly options: AnalyzeOptions
  readonly masker: Masker
  readonly counts: Readonly<Record<string, number>>
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
}

function analyzeMasked(recorded: Session<Masked>, context: Context): SessionAnalysis {
  const { options, masker, counts, diagnostics, coverage } = context
  const session = options.tools === undefined ? recorded : applyToolActions(recorded, options.tools)
  const usage = priceSession(session, {
    ...(options.prices === undefined ? {} : { prices: options.prices }),
    ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
    lines: options.priceLines ?? false,
  })
  const costs = new Map<string, number>()
  for (const { responseId, quote } of usage.ledger) costs.set(responseId, quote.nanoUsd ?? 0)
  const inspection = inspectSession(session, {
    ...options.patterns,
    ...(options.detectors === undefined ? {} : { detectors: options.detectors }),
    costOf: (response) => costs.get(response.id) ?? 0,
  })
  const findings = gravestFirst(inspection.findings)
  const digest = digestSession(session, options.classify)
  const { classification } = digest
  const { state, confidence } = classification.outcome
  const mark = grade(findings, opportunitiesOf(session), {
    outcome: { outcome: state, confidence },
    ...(options.grading === undefined ? {} : { weights: options.grading }),
  })
  const masking = { ruleSet: masker.ruleSet, counts }
  const summary = summaryOf({
    session,
    digest,
    findings,
    claims: inspection.claims,
    grade: mark,
    usage,
    masking,
    coverage,
  })
  return { summary, session, classification, findings, grade: mark, usage, masking, diagnostics, coverage }
}

const GRAVITY = { concern: 0, warning: 1, info: 2 } as const

/** By severity; findings of one severity keep the detectors' order. */
function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity])
}

function maskerOf({ masking, rules, key }: AnalyzeOptions): Masker {
  if (masking === undefined && rules === undefined && key === undefined) return defaultMasker()
  return createMasker({
    ...masking,
    ...(rules === undefined ? {} : { rules }),
    ...(key === undefined ? {} : { key }),
  })
}
