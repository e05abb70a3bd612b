import { expect, it } from 'vitest'
import { count, duration, money, tokens } from './amounts.ts'

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.0k'],
  [999_949, '999.9k'],
  [999_951, '1.0M'],
  [12_345_678, '12.3M'],
  [999_960_000, '1.0G'],
])('%i tokens: %s', (number, text) => expect(tokens(number)).toBe(text))

it.each([
  [null, '–'],
  [0, '$0'],
  [0.00001, '<$0.0001'],
  [0.0042, '$0.0042'],
  [0.01, '$0.01'],
  [12.345, '$12.35'],
])('%d dollars: %s', (usd, text) => expect(money(usd)).toBe(text))

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h 00 min'],
  [3_900_000, '1 h 05 min'],
  [200_000_000, '2 d 7 h'],
])('%i milliseconds: %s', (ms, text) => expect(duration(ms)).toBe(text))

it('counts with a plural and separators', () => {
  expect([count(1, 'file'), count(0, 'file'), count(1_234_567, 'entry', 'entries')]).toEqual([
    '1 file',
    '0 files',
    '1,234,567 entries',
  ])
})
