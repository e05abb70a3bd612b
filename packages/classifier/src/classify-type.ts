import { type Evidence, eventsOf } from './evidence.ts'
import type { SessionType } from './session-type.ts'
import { type TypeInput, typeFactsOf } from './type-input.ts'
import { typeRules } from './type-rules/index.ts'

/** The type of a piece of work. */
export interface TypeVerdict {
  readonly type: SessionType
  /** 0–1: the share of verdicts of this confidence that are right. */
  readonly confidence: number
  /** Strongest first; empty when the input says nothing at all. */
  readonly evidence: readonly Evidence[]
}

/** The type of a session, a turn or a single commit (`{ prompts: [subject], paths }`). */
export function classifyType(input: TypeInput): TypeVerdict {
  const facts = typeFactsOf(input)
  for (const rule of typeRules) {
    const found = rule.judge(facts)
    if (found === undefined) continue
    const evidence = { rule: rule.id, detail: found.detail, weight: found.confidence, events: eventsOf(found.seen) }
    return { type: found.type, confidence: found.confidence, evidence: [evidence] }
  }
  return { type: facts.files.length === 0 ? 'debug' : 'feature', confidence: 0.3, evidence: [] }
}
