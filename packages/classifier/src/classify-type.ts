import type { ConventionalType } from './conventional-type.ts'
import { type Evidence, eventsOf, type Sourced, textOf } from './evidence.ts'
import { mapConventional } from './map-conventional.ts'
import { type ConventionalScore, type LoadedModel, scoreConventional } from './score-conventional.ts'
import { type SessionType, sessionTypes } from './session-type.ts'
import { typeCues } from './type-cues/index.ts'
import type { WeightedText } from './type-features.ts'
import { type TypeFacts, type TypeInput, typeFactsOf } from './type-input.ts'
import type { TypeJudgement, TypeRule } from './type-rule.ts'
import { typeRules } from './type-rules/index.ts'

/** The type of a piece of work. */
export interface TypeVerdict {
  readonly type: SessionType
  /** 0–1: about the share of verdicts of this confidence that are right. */
  readonly confidence: number
  /** Why, the deciding reason first; empty when the input says nothing at all. */
  readonly evidence: readonly Evidence[]
}

/** Probability that every type keeps, so that a cue can lift a type that the model does not know or seldom names. */
const FLOORS: Readonly<Partial<Record<SessionType, number>>> = { debug: 0.04, security: 0.04, perf: 0.03, config: 0.02 }
const FLOOR = 0.01
/** How many terms of the model are named as evidence. */
const MAX_TERMS = 6
/** Each further request counts this much of the one before it. */
const FADING = 0.6

/** The type of a session, a turn or a single commit (`{ prompts: [subject], paths }`). */
export function classifyType(input: TypeInput): TypeVerdict {
  return classifyTypeOfFacts(typeFactsOf(input))
}

/** As `classifyType`, from facts already gathered; without evidence unless asked to explain (default: asked). */
export function classifyTypeOfFacts(
  facts: TypeFacts,
  options: { readonly explain?: boolean; readonly model?: LoadedModel } = {},
): TypeVerdict {
  const score = scoreConventional(
    weightedGoals(facts),
    facts.files.map((file) => file.path),
    {
      counts: !facts.isSession,
      ...(options.model === undefined ? {} : { model: options.model }),
    },
  )
  const mapped = mapConventional(facts.isSession ? softened(score.probabilities) : score.probabilities, facts)
  const cues = typeCues.flatMap((cue) => cue.judge(facts).map((finding) => ({ id: cue.id, ...finding })))
  const probabilities = combine(mapped, cues)
  const best = sessionTypes.reduce((a, b) => (probabilities[b] > probabilities[a] ? b : a))
  const rule = firstRule(facts)
  if (rule !== undefined && (rule.found.type === best || rule.found.confidence >= probabilities[best])) {
    const evidence = {
      rule: rule.rule.id,
      detail: rule.found.detail,
      weight: rule.found.confidence,
      events: eventsOf(rule.found.seen),
    }
    const agreeing = rule.found.type === best ? probabilities[best] : 0
    return { type: rule.found.type, confidence: round(Math.max(rule.found.confidence, agreeing)), evidence: [evidence] }
  }
  if (facts.goals.length === 0 && facts.files.length === 0 && facts.commits.length === 0 && cues.length === 0) {
    return { type: best, confidence: round(probabilities[best] / 2), evidence: [] }
  }
  if (options.explain === false) return { type: best, confidence: round(probabilities[best]), evidence: [] }
  const own = cues
    .filter((cue) => cue.type === best && cue.weight > 0)
    .map((cue) => ({ rule: cue.id, detail: cue.detail, weight: round(cue.weight), events: eventsOf(cue.seen) }))
  const evidence = [...own, ...termsOf(score, best, facts)].sort((a, b) => b.weight - a.weight)
  return { type: best, confidence: round(probabilities[best]), evidence }
}

/** Commits taught the model; on the words of a conversation it is less sure than it believes. */
const SESSION_TRUST = 0.6

function softened(probabilities: ConventionalScore['probabilities']): ConventionalScore['probabilities'] {
  const powers = Object.entries(probabilities).map(
    ([type, probability]) => [type, probability ** SESSION_TRUST] as const,
  )
  const sum = powers.reduce((total, [, power]) => total + power, 0)
  return Object.fromEntries(powers.map(([type, power]) => [type, power / sum])) as Record<ConventionalType, number>
}

/** The first request counts most; all weights add up to 1. */
function weightedGoals({ goals, commits }: TypeFacts): WeightedText[] {
  const texts = goals.slice(0, 10).map((goal, index) => ({ text: withoutPlan(textOf(goal)), weight: FADING ** index }))
  // A commit's subject is the kind of text that the model was trained on: it counts as much as all requests together.
  const asked = texts.reduce((total, each) => total + each.weight, 0) || 1
  const subjects = [...new Set(commits.map(textOf))].slice(0, 10)
  for (const subject of subjects) texts.push({ text: subject, weight: asked / subjects.length })
  const sum = texts.reduce((total, each) => total + each.weight, 0)
  return texts.map(({ text, weight }) => ({ text, weight: weight / sum }))
}

/** A plan's title says more than that there is a plan. */
function withoutPlan(goal: string): string {
  return goal.replace(/^Implement plan: (?:plan: )?/i, '')
}

function combine(
  mapped: Readonly<Record<SessionType, number>>,
  cues: readonly { type: SessionType; weight: number }[],
): Record<SessionType, number> {
  const odds = sessionTypes.map((type) => {
    const lift = cues.reduce((sum, cue) => (cue.type === type ? sum + cue.weight : sum), 0)
    return (mapped[type] + (FLOORS[type] ?? FLOOR)) * Math.exp(lift)
  })
  const sum = odds.reduce((total, each) => total + each, 0)
  return Object.fromEntries(sessionTypes.map((type, index) => [type, (odds[index] as number) / sum])) as Record<
    SessionType,
    number
  >
}

function firstRule(facts: TypeFacts): { rule: TypeRule; found: TypeJudgement } | undefined {
  for (const rule of typeRules) {
    const found = rule.judge(facts)
    if (found !== undefined) return { rule, found }
  }
  return undefined
}

const SOURCES: Readonly<Partial<Record<SessionType, readonly ConventionalType[]>>> = {
  bugfix: ['fix'],
  feature: ['feat'],
  refactor: ['refactor'],
  test: ['test'],
  docs: ['docs'],
  devops: ['ci', 'chore'],
  upgrade: ['build', 'chore'],
  config: ['chore'],
  style: ['style'],
  perf: ['perf'],
}

/** The model's strongest terms for a type, in words; empty for types that the model does not know. */
function termsOf(score: ConventionalScore, type: SessionType, facts: TypeFacts): Evidence[] {
  const conventional = (SOURCES[type] ?? []).toSorted((a, b) => score.probabilities[b] - score.probabilities[a])[0]
  if (conventional === undefined) return []
  return score
    .terms(conventional)
    .slice(0, MAX_TERMS)
    .filter((term) => term.weight > 0.05)
    .map(({ feature, weight }) => ({
      rule: 'model',
      detail: wordsOf(feature, conventional),
      weight: round(weight),
      events: eventsOf(seenIn(feature, facts), 5),
    }))
}

const FEATURE_NAMES: Readonly<Record<string, string>> = {
  w: 'word',
  b: 'words',
  f: 'first word',
  x: 'text holds',
  c: 'files of category',
  o: 'only files of category',
  m: 'files of categories',
  d: 'directory',
  d0: 'top directory',
  n: 'file',
  e: 'extension',
  k: 'number of files',
}

function wordsOf(feature: string, type: ConventionalType): string {
  const colon = feature.indexOf(':')
  const value = feature.slice(colon + 1).replaceAll('_', ' ')
  return `${FEATURE_NAMES[feature.slice(0, colon)] ?? 'feature'} "${value}" as in ${type} commits`
}

function seenIn(feature: string, { goals, files }: TypeFacts): readonly Sourced[] {
  const kind = feature.slice(0, feature.indexOf(':'))
  const value = feature.slice(feature.indexOf(':') + 1)
  if (/^[wbfx]$/.test(kind)) {
    const word = value.split('_')[0] ?? ''
    const own = goals.filter((goal) => textOf(goal).toLowerCase().includes(word))
    return own.length > 0 ? own : goals
  }
  if (kind === 'c' || kind === 'o') return files.filter((file) => file.category === value).map((file) => file.source)
  if (kind === 'e')
    return files.filter((file) => file.path.toLowerCase().endsWith(`.${value}`)).map((file) => file.source)
  if (kind === 'n' || kind === 'd' || kind === 'd0')
    return files.filter((file) => file.path.toLowerCase().split('/').includes(value)).map((file) => file.source)
  return files.map((file) => file.source)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
