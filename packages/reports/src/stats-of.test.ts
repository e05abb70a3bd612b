import { checkDocument } from '@ses/schema'
import { describe, expect, it } from 'vitest'
import { sampleSummary } from './fixtures/sample-summary.ts'
import { statsOf } from './stats-of.ts'

describe('stats', () => {
  it('of an empty store are zeros, not an error', () => {
    const stats = statsOf([])
    expect(checkDocument('stats', stats)).toEqual([])
    expect(stats).toMatchObject({ sessions: 0, first: null, days: 0, tool_calls: 0, cost_usd: null, by_agent: {} })
  })

  it('add up, and tell files of two projects apart', () => {
    const one = sampleSummary({ id: 'a', start: '2026-03-02T10:00:00.000Z' })
    const two = sampleSummary({ id: 'b', start: '2026-03-01T10:00:00.000Z', agent: 'codex', cost: null })
    const other = {
      ...two,
      session: { ...two.session, cwd: '/elsewhere', commits: [{ sha: 'abcdef1234567', branch: null, subject: null }] },
    }
    const again = {
      ...one,
      session: { ...one.session, id: 'c', commits: [{ sha: 'abcdef1', branch: null, subject: null }] },
    }
    const stats = statsOf([one, other, again])
    expect(checkDocument('stats', stats)).toEqual([])
    expect(stats).toMatchObject({
      sessions: 3,
      first: '2026-03-01T10:00:00.000Z',
      last: '2026-03-02T10:00:00.000Z',
      days: 2,
      tool_calls: 9,
      files: 2,
      commits: 1,
      cost_usd: 1,
      tools: { Read: 6, Bash: 3 },
      hot_files: [{ path: 'src/total.ts', project: '/project', sessions: 2 }],
    })
    expect(Object.entries(stats.by_agent)).toEqual([
      ['claude-code', 2],
      ['codex', 1],
    ])
  })
})
