import type { DashboardDay } from '@ses/schema'
import { describe, expect, it } from 'vitest'
import { groupDays, unitFor } from './group-days.ts'

const days = Array.from({ length: 800 }, (_, i): DashboardDay => {
  const day = new Date(Date.UTC(2024, 11, 28 + i)).toISOString().slice(0, 10)
  const tokens = { input_tokens: 1, cache_read_tokens: 2, cache_write_tokens: 3, output_tokens: 4 }
  return { day, sessions: 1, cost_usd: 2, median_score: null, ...tokens }
})

describe('groupDays', () => {
  it.each(['day', 'week', 'month'] as const)('by %s keeps every sum', (unit) => {
    const spans = groupDays(days, unit)
    const sum = (key: 'sessions' | 'cost' | 'tokens'): number => spans.reduce((total, span) => total + span[key], 0)
    expect([sum('sessions'), sum('cost'), sum('tokens')]).toEqual([800, 1600, 8000])
    expect(new Set(spans.map(({ from }) => from)).size).toBe(spans.length)
  })

  it('begins weeks on Monday and months on the first', () => {
    expect(groupDays(days.slice(0, 4), 'week').map(({ from }) => from)).toEqual(['2024-12-23', '2024-12-30'])
    expect(groupDays(days.slice(0, 6), 'month').map(({ from }) => from)).toEqual(['2024-12-01', '2025-01-01'])
  })
})

describe('unitFor', () => {
  it('never gives more than a hundred bars for the first years', () => {
    for (const length of [1, 100, 101, 700, 701, 3000]) {
      const many = Array.from({ length }, (_, i) => ({
        ...days[0]!,
        day: new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10),
      }))
      expect(groupDays(many, unitFor(length)).length).toBeLessThanOrEqual(102)
    }
  })
})
