import { describe, expect, it } from 'vitest'
import { createMasker } from './masker.ts'

const masker = createMasker()
const masked = (text: string): string => masker.mask(text).text.replace(/\[masked:[a-z-]+:[0-9a-f]{4}\]/g, '#')

describe('a value that prose sets apart', () => {
  it.each([
    ['the password is \u201ckT9sPq2w!x\u201d.', 'the password is \u201c#\u201d.'],
    ['\u201cpassword\u201d: \u201ckT9sPq2w!x\u201d', '\u201cpassword\u201d: \u201c#\u201d'],
    ['password = \u2018kT9sPq2w!x\u2019', 'password = \u2018#\u2019'],
    ['API key: \u201ea8F3kd93LmQ0zXc7Bv2N\u201c', 'API key: \u201e#\u201c'],
    ['token: \u00aba8F3kd93LmQ0zXc7Bv2Nq1\u00bb', 'token: \u00ab#\u00bb'],
    ['- **Password:** kT9sPq2w!x', '- **Password:** #'],
    ['**Password**: `kT9sPq2w!x`, then go on', '**Password**: `#`, then go on'],
    ['| user | admin |\n| password | kT9sPq2w!x |\n', '| user | admin |\n| password | # |\n'],
    ['| `password` | `kT9sPq2w!x` |', '| `password` | `#` |'],
    ['<b>password: kT9sPq2w!x</b>', '<b>password: #</b>'],
    ['password: kT9sPq2w!x<br>', 'password: #<br>'],
    ['log in with user admin, password kT9sPq2w!x', 'log in with user admin, password #'],
  ])('is found: %j', (text, expected) => {
    expect(masked(text)).toBe(expected)
    expect(masked(expected)).toBe(expected)
  })

  it.each([
    'the password is \u201cwrong\u201d',
    '**Password:** required, at least 8 characters',
    '| token | string | the token of the session |',
    '| password | required |',
    'echo password | sha256sum',
    'cat token.txt | base64 -d',
    'token: string | undefined',
    'const key: Map<string, number> = new Map()',
    'the key \u201clogin2\u201d',
    'password: Promise<string>',
    'type Token = A1b2C3d4 | E5f6',
    '2 * key * a8F3kd93LmQ0zXc7Bv2N',
  ])('is none in %j', (text) => {
    expect(masker.find(text)).toEqual([])
  })
})
