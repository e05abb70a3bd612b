import { describe, expect, it } from 'vitest'
import { createMasker } from './masker.ts'

const masker = createMasker()
const masked = (text: string): string => masker.mask(text).text.replace(/\[masked:password:[0-9a-f]{4}\]/g, '#')

describe('a password that prose names', () => {
  it.each([
    ['the password is kT9sPq2w&3xY&kk81', 'the password is #'],
    ['(the password is kT9sPq2w&3xY&kk81).', '(the password is #).'],
    ['"the password was kT9sPq2w&3xY&kk81", he said', '"the password was #", he said'],
    ['Use the password kT9sPq2w&3xY&kk81 and go on', 'Use the password # and go on'],
    ['Password: kT9sPq2w;3xY|kk81,9z\nnext', 'Password: #\nnext'],
    ['the password is kT9sPq2w&kk81; go on', 'the password is #; go on'],
    ['set the password to kT9sPq2w&amp;3xY!', 'set the password to #!'],
    ['the password is kT9sPq2w\\u00263xY\\n', 'the password is #\\n'],
    ['A=1\nDB_PASSWORD=kT9sPq2w&3xY\nB=2', 'A=1\nDB_PASSWORD=#\nB=2'],
    ['+export DB_PASSWORD=kT9sPq2w&3xY&kk81', '+export DB_PASSWORD=#'],
    ['the password is kT9sPq2w&3xY\u2026', 'the password is #\u2026'],
  ])('runs to white space or what closes it: %j', (text, expected) => {
    expect(masked(text)).toBe(expected)
  })

  it.each([
    ['https://host.test/?password=kT9sPq2w&x=kk81', 'https://host.test/?password=#&x=kk81'],
    ['password=kT9sPq2w&kk81', 'password=#&kk81'],
    ['DB_PASSWORD=kT9sPq2w&user=b0b', 'DB_PASSWORD=#&user=b0b'],
    ['DB_PASSWORD=kT9sPq2w& run x2', 'DB_PASSWORD=#& run x2'],
    ['DB_PASSWORD=kT9sPq2w&& run x2', 'DB_PASSWORD=#&& run x2'],
    ['curl -d DB_PASSWORD=kT9sPq2w&x1', 'curl -d DB_PASSWORD=#&x1'],
    ['the password is kT9sPq2w&user=b0b', 'the password is #&user=b0b'],
    ['password: kT9sPq2w&user = b0b', 'password: #&user = b0b'],
    ['the password is kT9sPq2w&&echo x2', 'the password is #&&echo x2'],
    ['password: kT9sPq2w&nbsp;x1y2', 'password: #&nbsp;x1y2'],
    ['password: kT9sPq2w,user:b0b', 'password: #,user:b0b'],
    ['the password is kT9sPq2w,then go', 'the password is #,then go'],
    ['password: kT9sPq2w</h1>', 'password: #</h1>'],
  ])('ends where a query, a command or other text begins: %j', (text, expected) => {
    expect(masked(text)).toBe(expected)
  })

  it.each(['the password is read&write', 'the password to Q&A', 'use the password input1&output2 fields'])(
    'is none without random characters: %j',
    (text) => {
      expect(masker.find(text)).toEqual([])
    },
  )
})
