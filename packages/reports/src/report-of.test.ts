import { checkDocument, type SummaryFinding } from '@ses/schema'
import { describe, expect, it } from 'vitest'
import { sampleSummary } from './fixtures/sample-summary.ts'
import { reportOf } from './report-of.ts'

const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T10:00:00.000Z`
const rising = [50, 55, 58, 63, 70, 74, 80, 88, 91, 97].map((score, index) =>
  sampleSummary({ id: `s${index}`, start: day(index + 1), score }),
)
const finding = (over: Partial<SummaryFinding> = {}): SummaryFinding => ({
  id: 'retry_loop',
  severity: 'warning',
  title: 'Retry loop',
  events: ['e1'],
  waste: { tokens: 100, cost_usd: 0.01, ms: 2000 },
  advice: 'Read the error first.',
  detail: 'the same call three times',
  ...over,
})

describe('the trend', () => {
  it('goes by session start, never by the order in which sessions were taken in', () => {
    const orders = [rising, rising.toReversed(), [...rising.slice(5), ...rising.slice(0, 5)]]
    for (const order of orders) {
      const { trend } = reportOf(order)
      expect(trend.verdict).toBe('improving')
      expect(trend.points.map(({ score }) => score)).toEqual([50, 55, 58, 63, 70, 74, 80, 88, 91, 97])
      expect(trend).toMatchObject({ test: 'mann-kendall', n: 10, s: 45, tau: 1, method: 'exact' })
      expect(trend.p).toBeLessThan(0.001)
      expect(trend.slope).toBeGreaterThan(4)
    }
  })

  it('calls a falling series declining and a wavering one stable', () => {
    const scores = rising.map(({ grade }) => grade.score)
    const falling = rising.map((summary, index) => ({
      ...summary,
      grade: { ...summary.grade, score: scores[9 - index] ?? 0 },
    }))
    expect(reportOf(falling).trend.verdict).toBe('declining')
    const wavering = rising.map((summary, index) => ({
      ...summary,
      grade: { ...summary.grade, score: index % 2 === 0 ? 80 : 85 },
    }))
    expect(reportOf(wavering).trend.verdict).toBe('stable')
  })

  it('is told only from enough sessions, and without those that have no grade or no start', () => {
    expect(reportOf(rising.slice(0, 7)).trend).toMatchObject({ verdict: 'unknown', n: 7, needed: 8, p: null })
    const gaps = [...rising, sampleSummary({ id: 'n', score: null }), sampleSummary({ id: 't', start: null, score: 1 })]
    expect(reportOf(gaps)).toMatchObject({ sessions: 12, trend: { n: 10, verdict: 'improving' } })
  })
})

describe('a report', () => {
  it('of nothing is empty and fits its schema', () => {
    const report = reportOf([])
    expect(checkDocument('report', report)).toEqual([])
    expect(report).toMatchObject({
      sessions: 0,
      from: null,
      patterns: [],
      cost: { usd: null },
      trend: { verdict: 'unknown' },
    })
  })

  it('counts the sessions a pattern affects, and what it wasted', () => {
    const report = reportOf([
      sampleSummary({ id: 'a', start: day(2), findings: [finding(), finding()] }),
      sampleSummary({ id: 'b', start: day(1), findings: [finding({ severity: 'concern', advice: 'Older advice.' })] }),
      sampleSummary({ id: 'c', start: day(3), findings: [finding({ id: 'error_rate' })] }),
      sampleSummary({ id: 'd', start: day(4) }),
    ])
    expect(checkDocument('report', report)).toEqual([])
    const [first, second] = report.patterns
    expect(first).toMatchObject({
      id: 'retry_loop',
      sessions: 2,
      share: 0.5,
      findings: 3,
      severity: 'concern',
      last_seen: day(2),
    })
    expect(first).toMatchObject({ advice: 'Read the error first.', examples: ['a', 'b'] })
    expect(first?.waste.tokens).toBe(300)
    expect(first?.waste.cost_usd).toBeCloseTo(0.03, 9)
    expect(second).toMatchObject({ id: 'error_rate', sessions: 1 })
    expect(report.waste.tokens).toBe(400)
  })

  it('groups by agent and by model, and never takes an unknown cost for nothing', () => {
    const report = reportOf([
      sampleSummary({ id: 'a', agent: 'codex', model: 'm1', cost: 2, score: 80 }),
      sampleSummary({ id: 'b', agent: 'codex', model: 'm2', cost: null, score: 90 }),
      sampleSummary({ id: 'c', agent: 'pi', model: 'm2', cost: null, score: null }),
    ])
    expect(report.by_agent).toMatchObject([
      { key: 'codex', sessions: 2, graded: 2, median_score: 85, cost_usd: 2 },
      { key: 'pi', sessions: 1, graded: 0, median_score: null, cost_usd: null },
    ])
    expect(report.by_model).toMatchObject([
      { key: 'm1', sessions: 1, cost_usd: 2 },
      { key: 'm2', sessions: 2, cost_usd: null },
    ])
    expect(report.cost).toMatchObject({ usd: 2, priced_sessions: 1, median_usd: 2 })
  })

  it('takes summaries that hold the fixed keys only', () => {
    const { version, session, changes, activity, review_hints, prompts, scope } = sampleSummary()
    const { id, agent, start, end, duration_minutes, type, intent, risk, summary } = session
    const fixed = { id, agent, start, end, duration_minutes, type, intent, risk, summary }
    const report = reportOf([{ version, session: fixed, changes, activity, review_hints, prompts, scope }])
    expect(checkDocument('report', report)).toEqual([])
    expect(report.sessions).toBe(1)
  })
})
