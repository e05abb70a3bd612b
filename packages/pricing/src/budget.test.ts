import { expect, it } from 'vitest'
import { billingBlocks } from './billing-blocks.ts'
import { checkBudget } from './budget.ts'
import { forecastSpend } from './forecast.ts'

it('warns from the share on and is exceeded only above the limit', () => {
  const state = (spent: number, limits = {}): string | undefined =>
    checkBudget({ day: 10, ...limits }, { day: spent })[0]?.state
  expect([7.99, 8, 10, 10.01].map((spent) => state(spent))).toEqual(['ok', 'warn', 'warn', 'exceeded'])
  expect(state(5, { warn_at: 0.5 })).toBe('warn')
  expect([state(0, { day: 0 }), state(0.01, { day: 0 })]).toEqual(['ok', 'exceeded'])
  expect(checkBudget({ day: 1 }, {})).toEqual([])
  expect(JSON.stringify(checkBudget({ day: 0 }, { day: 1 }))).not.toContain('null')
})

it('continues a period at its average pace, and does not take its first moments for the whole', () => {
  const period = { start: 0, end: 3000 }
  expect(forecastSpend(10, { ...period, now: 1000 })).toBeCloseTo(30)
  expect(forecastSpend(10, { ...period, now: 1 })).toBeCloseTo(300)
  expect(forecastSpend(10, { ...period, now: 9999 })).toBe(10)
})

it('opens windows of five hours at full hours, and none while one is open', () => {
  const hour = 3_600_000
  const starts = billingBlocks([0.5, 4.99, 5, 12.2].map((at) => at * hour)).map(({ start }) => start / hour)
  expect(starts).toEqual([0, 0, 5, 12])
  expect(billingBlocks([])).toEqual([])
})
