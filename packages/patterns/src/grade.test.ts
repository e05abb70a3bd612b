import { buildSession } from '@ses/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectPatterns } from './detect.ts'
import type { Finding } from './detector.ts'
import { detectors } from './detectors/index.ts'
import { type Grade, type GradeOutcome, grade } from './grade.ts'
import { gradeWeights } from './grade-weights.ts'
import { type Opportunities, opportunitiesOf } from './opportunities.ts'

const chances: Opportunities = {
  calls: 40,
  searches: 10,
  reads: 20,
  edits: 10,
  shell_calls: 10,
  replies: 10,
  turns: 5,
  editing_turns: 4,
  verified_turns: 2,
}

function findingOf(id: string, count: number, severity: Finding['severity'] = 'warning'): Finding {
  const unit = detectors.find((detector) => detector.id === id)?.unit ?? 'calls'
  return {
    id,
    severity,
    title: id,
    events: ['e1'],
    waste: { tokens: 0, costUsd: 0, ms: 0 },
    advice: 'Stop.',
    detail: 'x',
    measure: { count, of: Math.max(count, 40), unit },
  }
}

function sumOf({ penalties, bonuses }: Grade): number {
  return [...penalties, ...bonuses].reduce((sum, entry) => sum + entry.points, 0)
}

const anyFinding = fc
  .record({
    id: fc.constantFrom(...detectors.map((detector) => detector.id), 'a_detector_of_the_user'),
    count: fc.integer({ min: 1, max: 60 }),
    severity: fc.constantFrom('info' as const, 'warning' as const, 'concern' as const),
  })
  .map(({ id, count, severity }) => findingOf(id, count, severity))
const anyChances = fc.record({
  calls: fc.nat(500),
  searches: fc.nat(100),
  reads: fc.nat(100),
  edits: fc.nat(100),
  shell_calls: fc.nat(100),
  replies: fc.nat(100),
  turns: fc.nat(50),
  editing_turns: fc.nat(20),
  verified_turns: fc.nat(20),
})
const anyOutcome: fc.Arbitrary<GradeOutcome> = fc.oneof(
  fc.constant({}),
  fc.record({
    outcome: fc.constantFrom('completed' as const, 'partial' as const, 'abandoned' as const, 'errored' as const),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
)
const anyWeights = fc.dictionary(
  fc.constantFrom(...Object.keys(gradeWeights)),
  fc.double({ min: -50, max: 200, noNaN: true }),
)

describe('grade', () => {
  it('gives full marks to verified work that was completed, without findings', () => {
    const result = grade([], { ...chances, verified_turns: 4 }, { outcome: { outcome: 'completed' } })
    expect(result).toMatchObject({ score: 100, letter: 'A+', process: 80, outcome: 20, penalties: [] })
  })

  it('shows every line of the sum, process and outcome apart', () => {
    const result = grade([findingOf('error_rate', 4, 'concern'), findingOf('no_retest', 10)], chances)
    expect(result.bonuses.map(({ id, part, points }) => ({ id, part, points }))).toEqual([
      { id: 'base', part: 'process', points: 70 },
      { id: 'verified', part: 'process', points: 5 },
      { id: 'outcome', part: 'outcome', points: 20 },
    ])
    expect(result.penalties).toEqual([
      { id: 'error_rate', part: 'process', points: -20, rate: 0.1, reason: 'error_rate: 4 in 40 calls' },
      { id: 'no_retest', part: 'process', points: -10, rate: 1, reason: 'no_retest: 10 in 10 edits' },
    ])
    expect(result).toMatchObject({ score: 65, process: 45, outcome: 20, letter: 'C' })
  })

  it('judges a session like one ten times as long with ten times the findings', () => {
    const long = Object.fromEntries(Object.entries(chances).map(([key, value]) => [key, value * 10])) as Opportunities
    const short = grade([findingOf('repeated_searches', 2)], chances)
    const often = Array.from({ length: 10 }, () => findingOf('repeated_searches', 2))
    expect(grade(often, long).score).toBe(short.score)
  })

  it('takes a session without edits for neither verified nor unverified', () => {
    const result = grade([], { ...chances, editing_turns: 0, verified_turns: 0 })
    expect(result.bonuses.find((entry) => entry.id === 'verified')?.points).toBe(7)
  })

  it('calls a session of fewer than three calls N/A', () => {
    expect(grade([], { ...chances, calls: 2 }).letter).toBe('N/A')
    expect(grade([], { ...chances, calls: 3 }).letter).not.toBe('N/A')
  })

  it('gives letters from the points of the contract', () => {
    const letters = [100, 95, 94, 90, 89, 75, 74, 60, 59, 45, 44, 0].map(
      (base) => grade([], { ...chances, verified_turns: 0 }, { weights: { base, outcome_unknown: 0 } }).letter,
    )
    expect(letters).toEqual(['A+', 'A+', 'A', 'A', 'B', 'B', 'C', 'C', 'D', 'D', 'F', 'F'])
  })

  it('lets doubt pull an outcome towards the unknown', () => {
    const points = [0, 0.5, 1].map(
      (confidence) => grade([], chances, { outcome: { outcome: 'errored', confidence } }).outcome,
    )
    expect(points).toEqual([20, 10, 0])
  })

  it('obeys every weight', () => {
    // One finding at a time, so that no sum hides behind the lowest score.
    const findings = [...detectors.map(({ id }) => id), 'a_detector_of_the_user'].map((id) => [findingOf(id, 2)])
    const outcomes: GradeOutcome[] = [
      {},
      { outcome: 'completed' },
      { outcome: 'partial' },
      { outcome: 'abandoned' },
      { outcome: 'errored' },
    ]
    const marks = (weights: Record<string, number>) =>
      JSON.stringify(
        findings.flatMap((each) =>
          outcomes.flatMap((outcome) => [
            grade(each, chances, { outcome, weights }),
            grade(each, { ...chances, editing_turns: 0, verified_turns: 0 }, { outcome, weights }),
          ]),
        ),
      )
    const plain = marks({})
    for (const [key, value] of Object.entries(gradeWeights)) {
      expect(marks({ [key]: value === 0 ? 9 : value / 2 }), key).not.toBe(plain)
    }
  })

  it('has a weight for every detector', () => {
    for (const { id } of detectors) expect(gradeWeights).toHaveProperty(id)
  })

  it('adds up exactly to a whole score from 0 to 100, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding, { maxLength: 30 }),
        anyChances,
        anyOutcome,
        anyWeights,
        (findings, opportunities, outcome, weights) => {
          const result = grade(findings, opportunities, { outcome, weights })
          expect(sumOf(result)).toBe(result.score)
          expect(result.process + result.outcome).toBe(result.score)
          expect(Number.isInteger(result.score)).toBe(true)
          expect(result.score).toBeGreaterThanOrEqual(0)
          expect(result.score).toBeLessThanOrEqual(100)
          expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        },
      ),
    )
  })

  it('never rises by another finding', () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding, { maxLength: 20 }),
        anyFinding,
        anyChances,
        anyOutcome,
        (findings, more, opportunities, outcome) => {
          const before = grade(findings, opportunities, { outcome }).score
          expect(grade([...findings, more], opportunities, { outcome }).score).toBeLessThanOrEqual(before)
        },
      ),
    )
  })

  it('grades a session as a whole', () => {
    const session = buildSession()
      .prompt('Fix')
      .read('a.ts')
      .edit('a.ts')
      .shell('npm test', { checks: [{ kind: 'test', ok: true }] })
      .build()
    expect(opportunitiesOf(session)).toMatchObject({
      calls: 3,
      reads: 1,
      edits: 1,
      shell_calls: 1,
      turns: 1,
      editing_turns: 1,
      verified_turns: 1,
    })
    expect(grade(detectPatterns(session), opportunitiesOf(session))).toMatchObject({ score: 100, letter: 'A+' })
  })
})
