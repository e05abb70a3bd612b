import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, createCalendar } from './calendar.ts'

it('knows days, weeks and hours of a zone', () => {
  const { dayOf, weekOf, placeOf, startOf } = createCalendar(() => 3_600_000)
  const at = Date.parse('2026-03-01T23:30:00Z')
  expect([dayOf(at), weekOf(at), placeOf(at)]).toEqual(['2026-03-02', '2026-W10', [0, 0]])
  expect(new Date(startOf('2026-03-02')).toISOString()).toBe('2026-03-01T23:00:00.000Z')
})

it.each([
  ['2024-12-30', '2025-W01'],
  ['2021-01-03', '2020-W53'],
  ['2026-01-01', '2026-W01'],
  ['2023-01-01', '2022-W52'],
])('%s is in %s', (day, week) => {
  const { weekOf, startOf } = createCalendar(() => 0)
  expect(weekOf(startOf(day))).toBe(week)
})

it('a day begins where it begins, whatever the zone', () => {
  const times = fc.integer({ min: 0, max: 4e12 })
  const offsets = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 900_000)
  fc.assert(
    fc.property(times, offsets, (at, offset) => {
      const { dayOf, startOf } = createCalendar(() => offset)
      const start = startOf(dayOf(at))
      expect(start).toBeLessThanOrEqual(at)
      expect(dayOf(start)).toBe(dayOf(at))
      expect(dayOf(start - 1)).toBe(addDays(dayOf(at), -1))
    }),
  )
})
