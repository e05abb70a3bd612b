import type { Finding } from './detector.ts'
import { type GradeWeights, gradeWeights } from './grade-weights.ts'
import type { Opportunities, Opportunity } from './opportunities.ts'

/** Letters from 95, 90, 75, 60 and 45 points; `F` below; `N/A` under 3 tool calls. */
export type Letter = 'A+' | 'A' | 'B' | 'C' | 'D' | 'F' | 'N/A'

/** A session's mark. `score` is exactly the sum of the points of `bonuses` (positive) and `penalties` (negative). */
export interface Grade {
  /** Whole number from 0 to 100; says nothing when the letter is `N/A`. */
  readonly score: number
  readonly letter: Letter
  /** The part of `score` earned by how the work was done; at most the weights `base` and `verified` together. */
  readonly process: number
  /** The part of `score` earned by what came of it; at most the weight `outcome_completed`. */
  readonly outcome: number
  /** Largest loss first; detectors whose findings cost less than half a point are left out. */
  readonly penalties: readonly GradeEntry[]
  readonly bonuses: readonly GradeEntry[]
}

/** One line of the sum. */
export interface GradeEntry {
  /** Detector id of a penalty; `base`, `verified` or `outcome` of a bonus. */
  readonly id: string
  readonly part: 'process' | 'outcome'
  /** Whole points, negative for a penalty. */
  readonly points: number
  /** Share of the opportunities, 0 to 1; the confidence for `outcome`. */
  readonly rate: number
  readonly reason: string
}

/** What came of the session, as another engine judged it. */
export interface GradeOutcome {
  readonly outcome?: 'completed' | 'partial' | 'abandoned' | 'errored'
  /** 0 to 1, 1 when absent; doubt pulls towards the points of an unknown outcome. */
  readonly confidence?: number
}

export interface GradeOptions {
  /** Unknown when absent. */
  readonly outcome?: GradeOutcome
  /** Weights by key of `gradeWeights`; a detector id that is no key may be given too. Keys left out have their defaults. */
  readonly weights?: Readonly<Record<string, number>>
}

const LETTERS: readonly (readonly [number, Letter])[] = [
  [95, 'A+'],
  [90, 'A'],
  [75, 'B'],
  [60, 'C'],
  [45, 'D'],
  [0, 'F'],
]

/**
 * Grades by rates: each detector's occurrences over its opportunities, so that a long session is judged like a short one. Another
 * finding never raises the score.
 */
export function grade(findings: readonly Finding[], opportunities: Opportunities, options: GradeOptions = {}): Grade {
  const weights: GradeWeights = { ...gradeWeights, ...options.weights }
  const earned = [
    baseEntry(weights),
    verifiedEntry(opportunities, weights),
    outcomeEntry(options.outcome ?? {}, weights),
  ]
  const bonuses = limitTo(100, earned).filter((entry, index) => index === 0 || entry.points !== 0)
  const outcome = sumOf(bonuses.filter((entry) => entry.part === 'outcome'))
  const wanted = penaltiesOf(findings, opportunities, weights)
  const penalties = limitTo(sumOf(bonuses) - outcome, wanted).filter((entry) => entry.points !== 0)
  const process = sumOf(bonuses) - outcome + sumOf(penalties)
  const score = process + outcome
  const letter = opportunities.calls < 3 ? 'N/A' : (LETTERS.find(([least]) => score >= least)?.[1] ?? 'F')
  return { score, letter, process, outcome, penalties, bonuses }
}

function baseEntry(weights: GradeWeights): GradeEntry {
  return {
    id: 'base',
    part: 'process',
    points: whole(weights.base),
    rate: 1,
    reason: 'every session starts with these',
  }
}

function verifiedEntry(
  { editing_turns: editing, verified_turns: verified }: Opportunities,
  weights: GradeWeights,
): GradeEntry {
  const rate = editing === 0 ? Math.min(1, Math.max(0, weights.nothing_to_verify)) : Math.min(1, verified / editing)
  const reason =
    editing === 0
      ? 'nothing was edited, so there was nothing to verify'
      : `${verified} of ${editing} prompts with edits ended in a passing test, build or lint run`
  return { id: 'verified', part: 'process', points: whole(weights.verified * rate), rate: rounded(rate), reason }
}

function outcomeEntry({ outcome, confidence = 1 }: GradeOutcome, weights: GradeWeights): GradeEntry {
  const unknown = weights.outcome_unknown
  const certainty = outcome === undefined ? 0 : Math.min(1, Math.max(0, confidence))
  const points = unknown + ((outcome === undefined ? unknown : weights[`outcome_${outcome}`]) - unknown) * certainty
  const reason = outcome === undefined ? 'outcome unknown' : `outcome ${outcome}, ${Math.round(certainty * 100)} % sure`
  return { id: 'outcome', part: 'outcome', points: whole(points), rate: rounded(certainty), reason }
}

function penaltiesOf(findings: readonly Finding[], opportunities: Opportunities, weights: GradeWeights): GradeEntry[] {
  const totals = new Map<string, { count: number; unit: Opportunity; title: string }>()
  for (const { id, measure, title } of findings) {
    const total = totals.get(id) ?? { count: 0, unit: measure.unit, title }
    totals.set(id, total)
    total.count += measure.count
  }
  return [...totals]
    .map(([id, { count, unit, title }]): GradeEntry => {
      const chances = Math.max(1, opportunities[unit])
      const rate = Math.min(1, count / chances)
      const share = Math.min(1, rate / Math.max(Number.EPSILON, weights.full_rate))
      const most = Object.hasOwn(weights, id) ? (weights[id] ?? 0) : weights.other
      const reason = `${title}: ${count} in ${chances} ${unit.replace('_', ' ')}`
      return { id, part: 'process', points: -whole(most * share), rate: rounded(rate), reason }
    })
    .sort((a, b) => a.points - b.points || (a.id < b.id ? -1 : 1))
}

/** Cuts entries in order so that the absolute sum stays within `most`. */
function limitTo(most: number, entries: readonly GradeEntry[]): GradeEntry[] {
  let left = Math.max(0, most)
  return entries.map((entry) => {
    const size = Math.min(left, Math.abs(entry.points))
    left -= size
    return { ...entry, points: entry.points < 0 ? -size : size }
  })
}

function sumOf(entries: readonly GradeEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.points, 0)
}

/** Points are whole numbers, so that sums are exact; never negative, whatever the weight. */
function whole(points: number): number {
  return Number.isFinite(points) ? Math.max(0, Math.round(points)) : 0
}

function rounded(rate: number): number {
  return Math.round(rate * 1000) / 1000
}
