import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannKendall } from './mann-kendall.ts'

describe('the Mann–Kendall test', () => {
  it('gives the tabled probabilities of small series', () => {
    // Two orders of 120 are as extreme as a strictly rising or falling one of five.
    expect(mannKendall([1, 2, 3, 4, 5])).toMatchObject({ s: 10, tau: 1, slope: 1, method: 'exact' })
    expect(mannKendall([1, 2, 3, 4, 5]).p).toBeCloseTo(2 / 120, 9)
    expect(mannKendall([5, 4, 3, 2, 1]).p).toBeCloseTo(2 / 120, 9)
    expect(mannKendall([1, 3, 2, 4]).p).toBeCloseTo(8 / 24, 9)
  })

  it('finds nothing in a constant, a single or no value', () => {
    expect(mannKendall([7, 7, 7, 7])).toMatchObject({ s: 0, tau: null, p: 1, slope: 0 })
    expect(mannKendall([7])).toMatchObject({ s: 0, tau: null, p: 1, slope: null })
    expect(mannKendall([])).toMatchObject({ s: 0, tau: null, p: 1, slope: null })
  })

  it('counts orders exactly, ties included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 6 }), (values) => {
        const { s, p } = mannKendall(values)
        const orders = permutations(values)
        const far = orders.filter((order) => Math.abs(signs(order)) >= Math.abs(s)).length
        expect(p).toBeCloseTo(far / orders.length, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('counts the same in long series, in which pairs are counted by merging', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 21, maxLength: 80 }), (values) => {
        expect(mannKendall(values).s).toBe(signs(values))
      }),
    )
  })

  it('turns its signs with the series, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 40 }), (values) => {
        const [there, back] = [mannKendall(values), mannKendall(values.toReversed())]
        expect(back.s + there.s).toBe(0)
        expect(back.p).toBeCloseTo(there.p, 12)
        expect((back.slope ?? 0) + (there.slope ?? 0)).toBeCloseTo(0, 12)
      }),
    )
  })

  it('goes over to the normal approximation without a jump', () => {
    const series = (n: number): number[] => Array.from({ length: n }, (_, index) => index + (index % 2 === 0 ? 14 : 0))
    const [exact, normal] = [mannKendall(series(20)), mannKendall(series(21))]
    expect([exact.method, normal.method]).toEqual(['exact', 'normal'])
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.06)
  })

  it('takes a hundred thousand values in its stride', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 101)
    const started = performance.now()
    mannKendall(values)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

function signs(values: readonly number[]): number {
  return values.reduce(
    (sum, later, at) => sum + values.slice(0, at).reduce((part, earlier) => part + Math.sign(later - earlier), 0),
    0,
  )
}

function permutations(values: readonly number[]): number[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, at) => permutations(values.toSpliced(at, 1)).map((rest) => [value, ...rest]))
}
