import { describe, expect, it } from 'vitest'
import { jsonText } from './json-text.ts'
import { neutralise, neutraliseAll } from './neutralise.ts'

describe('text from a transcript', () => {
  it.each([
    ['colour (CSI)', '\x1b[31mred\x1b[0m', 'red'],
    ['clearing the screen (CSI)', 'a\x1b[2J\x1b[Hb', 'ab'],
    ['CSI as one C1 character', 'a\x9b31mb', 'ab'],
    ['a window title (OSC, BEL)', 'a\x1b]0;owned\x07b', 'ab'],
    ['a link (OSC, ST)', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['the clipboard (OSC as C1)', 'a\x9d52;c;aGk=\x9cb', 'ab'],
    ['an OSC without an end', 'a\x1b]0;owned\nb', 'a\nb'],
    ['a device string (DCS)', 'a\x1bPq#0\x1b\\b', 'ab'],
    ['a reset', 'a\x1bcb', 'ab'],
    ['a character set', 'a\x1b(0b', 'ab'],
    ['a lone ESC at the end', 'a\x1b', 'a'],
    ['going back over the line', 'safe\rrm -rf', 'safe\ufffdrm -rf'],
    ['backspaces', 'ab\b\bcd', 'ab\ufffd\ufffdcd'],
    ['a bell and a NUL', 'a\x07\x00b', 'a\ufffd\ufffdb'],
    ['C1 controls', 'a\x85\x8db', 'a\ufffd\ufffdb'],
    ['a bidi override', 'a\u202egnp.exe', 'a\ufffdgnp.exe'],
    ['bidi isolates', 'a\u2066b\u2069', 'a\ufffdb\ufffd'],
    ['line separators', 'a\u2028b\u2029', 'a\ufffdb\ufffd'],
    ['marks without width', 'a\u200bb\ufeff', 'ab'],
    ['invisible tags', 'a\u{e0041}b', 'a\ufffdb'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ])('cannot use %s', (_what, text, shown) => {
    expect(neutralise(text)).toBe(shown)
  })

  it.each(['plain', 'naïve 日本語 한국어', '👩‍👩‍👧 emoji', 'two\nlines', 'é'])('keeps %j as it is', (text) => {
    expect(neutralise(text)).toBe(text)
  })

  it('shows tabs as blanks and CRLF as a line end', () => {
    expect(neutralise('a\tb\r\nc')).toBe('a  b\nc')
  })

  it('takes linear time on hostile input', () => {
    const started = performance.now()
    neutralise('\x1b]'.repeat(500_000))
    neutralise(`\x1b[${'0;'.repeat(500_000)}`)
    neutralise('\x1b('.repeat(500_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('is made safe in whole documents, keys included', () => {
    expect(neutraliseAll({ 'k\x1b[1m': ['\x1b[2Ja', 1, null, { b: '\u202e' }] })).toEqual({
      k: ['a', 1, null, { b: '\ufffd' }],
    })
  })
})

it('JSON is the same value without any control character', () => {
  const value = { text: '\x1b[31m\x7f\x9b31m\u202e\u2028\u2066 日本\n' }
  const text = jsonText(value, 0)
  expect(JSON.parse(text)).toEqual(value)
  expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028]/u)
})
