import { beforeAll, describe, expect, it } from 'vitest'
import { clip, displayWidth, fit, fitPath, prepareWidths, wrap } from './display-width.ts'
import { table } from './table.ts'

beforeAll(() => prepareWidths('日'))

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['日本語', 6],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
    ['…·✓−→', 5],
    ['привет', 6],
  ])('%s takes the columns a terminal gives it: %i', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })

  it.each(['short', 'x'.repeat(100), '日本語'.repeat(20), '👩‍👩‍👧'.repeat(20), 'a b\nc\td'])('fits: %j', (text) => {
    for (const width of [1, 2, 5, 10]) {
      const shown = fit(text, width)
      expect(displayWidth(shown)).toBeLessThanOrEqual(width)
      expect(displayWidth(fitPath(`dir/${text}`, width))).toBeLessThanOrEqual(width)
      expect(shown).not.toMatch(/[\n\t]/)
    }
  })

  it('cuts the end of a text and the start of a path', () => {
    expect(fit('one two three', 8)).toBe('one two…')
    expect(fitPath('src/deep/auth/session.ts', 12)).toBe('…/session.ts')
  })

  it('wraps words and loses none of them', () => {
    const text = `the quick ${'x'.repeat(30)} 日本語日本語日本語 fox`
    const lines = wrap(text, 10)
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(10)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })

  it('clips painted lines and leaves no colour open', () => {
    const line = '\x1b[1mheading\x1b[22m  \x1b[2m日本語 and more\x1b[22m'
    expect(clip(line, 80)).toBe(line)
    expect(clip(line, 12)).toBe('\x1b[1mheading\x1b[22m  \x1b[2m日…\x1b[22m')
    expect(clip(line, 4)).toBe('\x1b[1mhea…\x1b[22m\x1b[2m\x1b[22m')
  })
})

describe('a table', () => {
  it('keeps within its width by cutting the columns that may be cut', () => {
    const columns = [
      { title: 'name', cut: 'path' as const },
      { title: 'n', align: 'right' as const },
      { cut: 'end' as const },
    ]
    const rows = [
      ['src/a/very/long/path/to/a/file.ts', '1', 'some words that go on'],
      ['日本語/日本語/日本語.ts', '12,345', 'short'],
    ]
    const lines = table(columns, rows, { width: 40, indent: 2 })
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^ {2}name +n$/)
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(40)
    expect(lines[1]).toContain('file.ts')
    expect(lines[2]).toContain('12,345')
  })

  it('without rows is nothing, not even titles', () => {
    expect(table([{ title: 'a' }], [], { width: 10 })).toEqual([])
  })
})
