import { estimateTokens } from '@ses/reports'
import type { ExplainedTurn } from '@ses/schema'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { digestSession } from './session-digest.ts'

function turn(index: number, size = 300): ExplainedTurn {
  return {
    index,
    prompt: `PROMPT-${index} ${'p '.repeat(size)}`,
    queued: [],
    start: null,
    end: null,
    type: null,
    risk: null,
    calls: { edit: 2 },
    files: [{ path: `src/file-${index}.ts`, operations: ['edit'] }],
    checks: [
      {
        kind: 'test',
        command: 'npm test',
        runs: 2,
        failed: 1,
        ok: true,
        passed_tests: null,
        failed_tests: null,
        event: 'e',
      },
    ],
    commits: [],
    errors: [{ tool: 'Bash', what: 'npm test', message: 'failed '.repeat(40), times: 2, event: 'e' }],
    incidents: [],
    answer: `ANSWER-${index} ${'a '.repeat(size)}`,
  }
}
const turns = (length: number, size?: number): ExplainedTurn[] =>
  Array.from({ length }, (_, index) => turn(index, size))

vi.setConfig({ testTimeout: 30_000 })

describe('digestSession', () => {
  it('tells a short session whole', () => {
    const { text, condensed } = digestSession('HEAD', turns(3), 24_000)
    expect(condensed).toBe(0)
    for (const part of [
      'HEAD',
      'PROMPT-0',
      'ANSWER-2',
      'src/file-1.ts (edit)',
      'test passed (2 runs, 1 failed): npm test',
    ]) {
      expect(text.includes(part)).toBe(true)
    }
  })

  it('tells the middle of a longer one more briefly, and the end whole', () => {
    const { text, condensed } = digestSession('HEAD', turns(40), 8000)
    expect(condensed).toBeGreaterThan(0)
    for (let index = 0; index < 40; index += 1) expect(text.includes(`PROMPT-${index} `)).toBe(true)
    expect(text.includes(`ANSWER-39 ${'a '.repeat(300).trim()}`)).toBe(true)
  })

  it('lets neighbours share a line in a very long one, and leaves none out', () => {
    const { text } = digestSession('HEAD', turns(2000, 30), 3000)
    const numbers = [...text.matchAll(/^(\d+)(?:–(\d+))?\. /gm)].map(([, from, to]) => [
      Number(from),
      Number(to ?? from),
    ])
    let next = 1
    for (const [from, to] of numbers) {
      expect(from).toBe(next)
      next = (to ?? 0) + 1
    }
    expect(next).toBe(2001)
    expect(text.includes('PROMPT-1999')).toBe(true)
  })

  it('keeps to its size, whatever the session', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 120 }),
        fc.nat({ max: 200 }),
        fc.integer({ min: 500, max: 20_000 }),
        (length, size, limit) => {
          const { text, turns: told } = digestSession('HEAD', turns(length, size), limit)
          expect(estimateTokens(text)).toBeLessThanOrEqual(limit)
          expect(told).toBe(length)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('is the same for the same session', () => {
    expect(digestSession('H', turns(100), 2000)).toEqual(digestSession('H', turns(100), 2000))
  })
})
