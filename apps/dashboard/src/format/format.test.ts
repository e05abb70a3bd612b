import { describe, expect, it } from 'vitest'
import { plural, share } from './count.ts'
import { duration, minutes } from './duration.ts'
import { letterOf, letterTone } from './letter.ts'
import { cutAtMarks } from './marked.ts'
import { money } from './money.ts'
import { splitPath } from './split-path.ts'
import { dayKey, monthName, parseTime } from './time.ts'

describe('money', () => {
  it('is told to the cent, and never as nothing when it is something', () => {
    expect(money(1234.5)).toMatch(/1.?234.50/)
    expect(money(0.004)).toMatch(/^<.*0.01/)
    expect(money(0)).toMatch(/0.00/)
  })

  it.each([null, undefined, Number.NaN])('%s is a dash', (usd) => {
    expect(money(usd)).toBe('–')
  })
})

describe('count', () => {
  it('tells one from many', () => {
    expect([plural(1, 'session'), plural(2, 'session'), plural(0, 'reply', 'replies')]).toEqual([
      '1 session',
      '2 sessions',
      '0 replies',
    ])
  })

  it('never tells a small share as none', () => {
    expect(share(0.001)).toMatch(/^<1/)
    expect(share(0)).toMatch(/^0/)
  })
})

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [4200, '4.2 s'],
    [42_000, '42 s'],
    [180_000, '3 min'],
    [7_500_000, '2 h 05'],
  ])('%i ms are %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })

  it('goes from minutes to days', () => {
    expect([minutes(0), minutes(59), minutes(60), minutes(2879), minutes(2880), minutes(null)]).toEqual([
      '<1 min',
      '59 min',
      '1 h 00',
      '47 h 59',
      '2 d',
      '–',
    ])
  })
})

describe('time', () => {
  it.each(['', 'soon', null, undefined])('%s is no time', (iso) => {
    expect(parseTime(iso)).toBeNull()
  })

  it('names days in the zone of the reader and leaves other text alone', () => {
    expect(dayKey(new Date(2026, 1, 3, 23, 59))).toBe('2026-02-03')
    expect(monthName('2026-11')).toContain('2026')
    expect(monthName('<b>')).toBe('<b>')
  })
})

describe('letters', () => {
  it('follow the steps of the grade', () => {
    expect([100, 95, 94, 75, 60, 45, 44, null].map(letterOf)).toEqual(['A+', 'A+', 'A', 'B', 'C', 'D', 'F', 'N/A'])
    expect(['A+', 'B', 'C', 'F', '<b>'].map(letterTone)).toEqual(['good', 'fair', 'poor', 'bad', 'none'])
  })
})

describe('cutAtMarks', () => {
  const read = (text: string, marks: [number, number][]): string =>
    cutAtMarks(text, marks)
      .map((stretch) => (stretch.marked ? `[${stretch.text}]` : stretch.text))
      .join('')

  it.each<[[number, number][], string]>([
    [[[0, 2]], '[ab]cdef'],
    [
      [
        [4, 6],
        [1, 2],
      ],
      'a[b]cd[ef]',
    ],
    [
      [
        [1, 4],
        [2, 5],
      ],
      'a[bcd][e]f',
    ],
    [[[3, 3]], 'abcdef'],
    [[[4, 99]], 'abcd[ef]'],
    [[[-5, 1]], '[a]bcdef'],
    [[[9, 12]], 'abcdef'],
    [[], 'abcdef'],
  ])('%j', (marks, expected) => {
    expect(read('abcdef', marks)).toBe(expected)
  })
})

describe('splitPath', () => {
  it('keeps the name whole', () => {
    expect(splitPath('src/a/b.ts')).toEqual(['src/a/', 'b.ts'])
    expect(splitPath('b.ts')).toEqual(['', 'b.ts'])
  })
})
