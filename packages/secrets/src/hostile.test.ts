import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMasker } from './masker.ts'

const masker = createMasker()

afterEach(() => vi.restoreAllMocks())

/** Regular expressions run for a text, a count that no clock disturbs; each looks at a bounded stretch. */
function attempts(text: string): number {
  const exec = vi.spyOn(RegExp.prototype, 'exec')
  const test = vi.spyOn(RegExp.prototype, 'test')
  masker.mask(text)
  const count = exec.mock.calls.length + test.mock.calls.length
  vi.restoreAllMocks()
  return count
}

describe('work on hostile text', () => {
  it.each([
    ['headers of private keys (168 KB of them took 5.6 s elsewhere)', '-----BEGIN PRIVATE KEY-----'],
    ['assignments', 'a='],
    ['addresses', '://'],
    ['names', 'password'],
    ['names with operators', 'key='],
    ['names in quotes', '"token":'],
    ['token starts', 'eyJhbGciOiJ.'],
    ['percent escapes', '%3D'],
    ['unicode escapes', '\\u0041'],
    ['commands', 'curl -u '],
    ['header names', 'Authorization: '],
    ['placeholder starts', '[masked:'],
    ['dashes', '-'],
    ['user names', 'user=x;'],
    ['user lines', 'user=x\n'],
    ['base64', 'AAAA+ASt'],
    ['spoken values', 'password is a1&'],
    ['separators behind a name', 'password is a1&b;2'],
  ])('grows no faster than the text for %s', (_, unit) => {
    const small = attempts(unit.repeat(Math.ceil(21_000 / unit.length)))
    const large = attempts(unit.repeat(Math.ceil(168_000 / unit.length)))
    expect(large).toBeLessThanOrEqual(small * 8.5 + 200)
    expect(large).toBeLessThanOrEqual(168_000 * 2)
  })
})
