import { describe, expect, it } from 'vitest'
import { runningMedian } from './running-median.ts'

describe('runningMedian', () => {
  it('takes the neighbours on both sides, fewer at the ends', () => {
    expect(runningMedian([1, 9, 2, 8, 3], 3)).toEqual([9, 2, 8, 3, 8])
    expect(runningMedian([], 9)).toEqual([])
    expect(runningMedian([5], 9)).toEqual([5])
  })

  it('is the same as sorting each window', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i * 7919) % 101)
    const sorted = values.map((_, i) => {
      const around = values.slice(Math.max(0, i - 6), i + 7).sort((a, b) => a - b)
      return around[Math.floor(around.length / 2)]
    })
    expect(runningMedian(values, 13)).toEqual(sorted)
  })
})
