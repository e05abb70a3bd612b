import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignSequences } from './align-sequences.ts'
import { type AttributedText, lineKey, linesOf, type TextLines, wholeLine } from './attributed-text.ts'
import { carryLines } from './carry-lines.ts'

/** By author 0. */
const text = (lines: string[]): TextLines => ({ lines, keys: lines.map(lineKey) })
const old = (...lines: string[]): AttributedText => ({ ...text(lines), runs: lines.map((line) => wholeLine(line, 0)) })
/** The authors of each line after author 1 has changed it to this; an empty list: nobody is known. */
function authors(from: AttributedText, ...lines: string[]): number[][] {
  const carried = carryLines(
    from,
    text(lines),
    lines.map(() => undefined),
    1,
  )
  return carried.map((runs, at) => [
    ...new Set((runs ?? wholeLine(lines[at] as string, 1)).map(({ author }) => author)),
  ])
}

describe('authors are carried', () => {
  it.each<[string, AttributedText, string[], number[][]]>([
    [
      'over lines that were indented anew',
      old('if (a) {', 'run()', '}'),
      ['  if (a) {', '\trun( )', '  }'],
      [[0], [0], [0]],
    ],
    [
      'over a block that was moved',
      old('first()', 'second()', 'moved(block)', '}', 'last()'),
      ['moved(block)', '}', 'first()', 'second()', 'last()'],
      [[0], [0], [0], [0], [0]],
    ],
    [
      'to the words of a line that were kept',
      old('const total = sum(items)'),
      ['const total = sum(items, tax)'],
      [[0, 1]],
    ],
    [
      'not to a line that only shares a word or two',
      old('const total = sum(items)'),
      ['const price = tax.of(items, 3)'],
      [[1]],
    ],
    [
      'over a call that was broken into lines',
      old('call(firstArgument, secondArgument)'),
      ['call(', '  firstArgument,', '  secondArgument', ')'],
      [[0], [0], [0], [1]],
    ],
    [
      'to a short line to which much was added',
      old('return total'),
      ['return total // because the tax is contained in the price'],
      [[0, 1]],
    ],
    [
      'over a line that was moved and changed at once',
      old('alpha beta gamma', 'one two three', 'four five six'),
      ['four five six', 'one two three', 'alpha beta gamma delta'],
      [[0], [0], [0, 1]],
    ],
    ['not to a brace that was typed anew', old('a {', '}'), ['a {', '}', 'b {', '}'], [[0], [0], [1], [1]]],
    ['over empty lines', old('', 'a', ''), ['', 'a', '', ''], [[0], [0], [0], [1]]],
  ])('%s', (_, from, to, expected) => {
    expect(authors(from, ...to)).toEqual(expected)
  })

  it('so that each line has its characters once, whatever changes', () => {
    const line = fc
      .array(fc.constantFrom('a', 'bb', ' ', '{', '+', '\t', 'ä', '日本', '_x'), { maxLength: 8 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (before, after) => {
        const carried = carryLines(
          old(...before),
          text(after),
          after.map(() => undefined),
          1,
        )
        carried.forEach((runs, at) => {
          if (runs === undefined) return
          const length = (after[at] as string).replace(/\s+/g, '').length
          expect(runs.reduce((sum, run) => sum + run.length, 0)).toBe(length)
        })
      }),
    )
  })
})

describe('alignSequences', () => {
  it('finds what is the same, in rising order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
        (from, to) => {
          let last = -1
          alignSequences(from, to).forEach((source, at) => {
            if (source < 0) return
            expect([from[source], source > last]).toEqual([to[at], true])
            last = source
          })
        },
      ),
    )
    expect([...alignSequences(['x', 'a', 'b'], ['a', 'b', 'y'])]).toEqual([1, 2, -1])
  })

  it('needs no quadratic time where nothing, or everything, is alike', () => {
    const start = performance.now()
    const many = (text: (at: number) => string): string[] => Array.from({ length: 100_000 }, (_, at) => text(at))
    alignSequences(
      many((at) => `a${at}`),
      many((at) => `b${at}`),
    )
    alignSequences(
      many((at) => `${at % 3}`),
      many((at) => `${at % 4}`),
    )
    alignSequences(
      many((at) => `l${at}`),
      many((at) => `l${99_999 - at}`),
    )
    expect(performance.now() - start).toBeLessThan(15_000)
  })
})

it('lines end with a line feed, with a carriage return before it or not, and the last need not end', () => {
  expect([linesOf(''), linesOf('a\r\nb'), linesOf('a\n\n')]).toEqual([[], ['a', 'b'], ['a', '']])
})
