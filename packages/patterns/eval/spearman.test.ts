import { expect, it } from 'vitest'
import { spearman } from './spearman.ts'

it('is 1 for the same order, -1 for the reverse and 0 for a constant', () => {
  expect(spearman([1, 5, 9], [2, 3, 4])).toBeCloseTo(1)
  expect(spearman([1, 5, 9], [4, 3, 2])).toBeCloseTo(-1)
  expect(spearman([1, 1, 1], [4, 3, 2])).toBe(0)
})

it('gives ties their mean rank', () => {
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9486832981)
})
