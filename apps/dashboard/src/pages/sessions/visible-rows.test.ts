import { describe, expect, it } from 'vitest'
import { visibleRows } from './visible-rows.ts'

describe('visibleRows', () => {
  it('covers the window and some rows beyond it', () => {
    const [start, end] = visibleRows(10_000, 40, -40_000, 800)
    expect(start).toBeLessThanOrEqual(1000 - 10)
    expect(end).toBeGreaterThanOrEqual(1020 + 10)
    expect(end - start).toBeLessThan(60)
  })

  it.each([
    [0, 0],
    [3, 0],
    [3, -1e9],
    [10_000, 1e9],
    [10_000, -399_990],
  ])('stays within a list of %i rows at %i', (total, top) => {
    const [start, end] = visibleRows(total, 40, top, 800)
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThanOrEqual(start)
    expect(end).toBeLessThanOrEqual(total)
  })

  it('does not change for a few pixels', () => {
    expect(visibleRows(500, 40, -4010, 800)).toEqual(visibleRows(500, 40, -4030, 800))
  })
})
