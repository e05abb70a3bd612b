import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { detectPatterns, thresholdsOf } from './detect.ts'
import type { Detector } from './detector.ts'
import { detectors } from './detectors/index.ts'

const failing = { outcome: 'error' as const, durationMs: 100 }

function troubled() {
  return buildSession().read('a', failing).read('a', failing).read('a', failing).read('b').read('c').build()
}

const everyCall: Detector = {
  id: 'every_call',
  title: 'Call',
  description: 'Each call.',
  severity: 'info',
  advice: 'Stop.',
  unit: 'calls',
  thresholds: { every_call_from: { default: 0, description: 'First call.' } },
  detect: ({ calls }, context) =>
    calls
      .slice(context.threshold('every_call_from'))
      .map(({ event }) => ({ events: [event.id], detail: event.name, count: 1 })),
}

describe('detectPatterns', () => {
  it('finds nothing in an empty session', () => {
    expect(detectPatterns(buildSession().build())).toEqual([])
  })

  it('gives the same findings at every run and leaves the session untouched', () => {
    const session = troubled()
    const before = JSON.stringify(session)
    expect(detectPatterns(session)).toEqual(detectPatterns(session))
    expect(JSON.stringify(session)).toBe(before)
  })

  it('runs only the enabled detectors, and never a disabled one', () => {
    const ids = (options: Parameters<typeof detectPatterns>[1]) =>
      new Set(detectPatterns(troubled(), options).map((finding) => finding.id))
    expect(ids({})).toEqual(new Set(['error_rate', 'error_streak', 'retry_loop']))
    expect(ids({ enabled: ['error_rate', 'retry_loop'] })).toEqual(new Set(['error_rate', 'retry_loop']))
    expect(ids({ enabled: ['error_rate', 'retry_loop'], disabled: ['retry_loop'] })).toEqual(new Set(['error_rate']))
    expect(ids({ enabled: [] })).toEqual(ids({}))
  })

  it('obeys thresholds, and gives defaults and descriptions of all of them', () => {
    const ids = detectPatterns(troubled(), {
      thresholds: { error_rate_concern: 0.9, error_streak_length: 4, retry_loop_times: 4 },
    })
    expect(ids).toEqual([])
    for (const threshold of Object.values(thresholdsOf())) {
      expect(Number.isFinite(threshold.default)).toBe(true)
      expect(threshold.description).toMatch(/\.$/)
    }
    expect(thresholdsOf()['error_rate_concern']?.default).toBe(0.15)
  })

  it('takes detectors of the caller beside its own', () => {
    const findings = detectPatterns(troubled(), {
      detectors: [...detectors, everyCall],
      thresholds: { every_call_from: 3 },
    })
    expect(findings.filter((finding) => finding.id === 'every_call').map((finding) => finding.events)).toEqual([
      ['e4'],
      ['e5'],
    ])
  })

  it('analyses sub-agents by themselves and says whose events they are', () => {
    const session = buildSession()
      .prompt('Go')
      .subagent('worker', (child) => child.read('a', failing).read('b', failing).read('c', failing))
      .build()
    const findings = detectPatterns(session, { enabled: ['error_streak'] })
    expect(findings.map(({ sessionId, events }) => ({ sessionId, events }))).toEqual([
      { sessionId: 'session-1-child-1', events: ['e1', 'e2', 'e3'] },
    ])
    expect(detectPatterns(troubled(), { enabled: ['error_streak'] })[0]).not.toHaveProperty('sessionId')
  })

  it('counts each wasted call once, so that waste can be added up', () => {
    const findings = detectPatterns(troubled(), { costOf: () => 2_000_000 })
    const total = findings.reduce((sum, { waste }) => sum + waste.tokens, 0)
    expect(total).toBe(3 * 1150)
    expect(findings.reduce((sum, { waste }) => sum + waste.ms, 0)).toBe(300)
    expect(findings.reduce((sum, { waste }) => sum + waste.costUsd, 0)).toBeCloseTo(0.006, 9)
    expect(findings.find((finding) => finding.id === 'retry_loop')?.waste.tokens).toBe(2 * 1150)
  })

  it('shares the cost of a response among its calls, and estimates by text where none is recorded', () => {
    const session = buildSession()
      .batch((batch) => batch.search('x').search('x'))
      .build()
    expect(detectPatterns(session, { enabled: ['repeated_searches'] })[0]?.waste.tokens).toBe(575)
    const unrecorded = {
      ...buildSession()
        .search('x', '.', { outputLength: 400, output: '' })
        .search('x', '.', { outputLength: 400, output: '' })
        .build(),
      responses: [],
    }
    expect(detectPatterns(unrecorded, { enabled: ['repeated_searches'] })[0]?.waste.tokens).toBeGreaterThan(100)
  })

  it('rejects a threshold that a detector does not have', () => {
    const broken: Detector = { ...everyCall, thresholds: {} }
    expect(() => detectPatterns(troubled(), { detectors: [broken] })).toThrow(RangeError)
  })
})
