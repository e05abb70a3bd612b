import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRetryAfter, waitBefore } from './retry-schedule.ts'

const DAY = 86_400_000

describe('waitBefore', () => {
  it('doubles, and leaves out up to half of it', () => {
    expect([1, 2, 3].map((attempts) => waitBefore(attempts, 1000, undefined, () => 0.999999))).toEqual([
      1000, 2000, 4000,
    ])
    expect([1, 2, 3].map((attempts) => waitBefore(attempts, 1000, undefined, () => 0))).toEqual([500, 1000, 2000])
  })

  it('keeps to what the endpoint asks for, within a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, delay, asked, random) => {
          const wait = waitBefore(n, delay, asked, () => random)
          expect(wait).toBeGreaterThanOrEqual(Math.min(asked, DAY))
          expect(wait).toBeLessThanOrEqual(DAY)
        },
      ),
    )
  })
})

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 1, 27, 10, 0, 0)
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['9999999999', DAY],
    ['Fri, 27 Feb 2026 10:00:30 GMT', 30_000],
    ['Fri, 27 Feb 2026 09:00:00 GMT', 0],
    ['Sat, 27 Feb 2027 10:00:00 GMT', DAY],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['2026', 2_026_000],
    ['Blah, not a date', undefined],
    [undefined, undefined],
  ])('reads %j', (value, expected) => {
    expect(readRetryAfter(value, now)).toBe(expected)
  })
})
