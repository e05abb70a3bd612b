import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChunkMasker } from './chunk-masker.ts'
import { maskJsonLine } from './mask-json-line.ts'
import { createMasker } from './masker.ts'

const masker = createMasker()
const configured = createMasker({
  literals: ['hunter2', 'top secret', 'aab'],
  patterns: ['CORP-[0-9]{4,6}', { pattern: 'user=(?P<secret>[a-z]{1,64})', replacement: '<user>', id: 'user-name' }],
  allow: ['allowed-value-12345', '/ok-.*/'],
})

/** Pieces that secrets, their surroundings and their look-alikes are made of, so that random text is full of near misses. */
const PIECES = [
  'password',
  'PASSWORD',
  'token',
  'secret',
  'api_key',
  'apiKey',
  'Authorization',
  'Bearer ',
  'Basic ',
  'curl -u ',
  'key',
  'auth',
  '--password ',
  '=',
  ': ',
  ':',
  '"',
  '\\"',
  "'",
  ' ',
  '\n',
  '\\n',
  '@',
  '/',
  '://',
  '\\',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  ',',
  ';',
  '&',
  '%3D',
  '%40',
  '\\u0041',
  '%70',
  '-',
  '_',
  '.',
  '+',
  'AK' + 'IA' + 'QYLPMN5HHXKZ2WTR',
  'gh' + 'p_' + 'a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkV',
  'hunter2',
  'kT9-sPq2',
  'a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3H',
  '5f2d8c1b9e7a40361f2d8c1b9e7a4036',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImlhdCI6MX0.q1W2e3R4t5Y6u7I8o9P0aSdFgHjK',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END RSA PRIVATE KEY-----',
  'MIIEowIBAAKCAQEAtq1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM',
  '-----',
  'https://alice:',
  'postgres://',
  '[masked:',
  '[masked:password:12ab]',
  '[masked:x:',
  '12ab]',
  'changeme',
  'example',
  '${TOKEN}',
  '<token>',
  'é',
  '日',
  '\ud800',
  '\u0000',
  'machine api login me password ',
  'User Id=sa;',
  'Password=',
  'CORP-12345',
  'user=bob',
  '<user>',
  'aab',
  'top secret',
  'allowed-value-12345',
  'sig=',
  'xoxb-',
  '123456789012-',
  'AAAA',
  ':AA',
  '123456789',
]
const text = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 6 })), { maxLength: 24 })
  .map((parts) => parts.join(''))

describe.each([
  ['built-in rules', masker],
  ['configured rules', configured],
])('laws of masking with %s', { timeout: 600_000 }, (_, subject) => {
  // The suite repeats the same inputs at every run; `npm run fuzz` draws new ones.
  const fuzz = process.env['SES_FUZZ']
  const runs = fuzz === undefined ? { numRuns: 3000, seed: 20261120 } : { numRuns: Number(fuzz) }

  it('masks twice as once', () => {
    fc.assert(
      fc.property(text, (value) => {
        const once = subject.mask(value).text
        expect(subject.mask(once).text).toBe(once)
      }),
      runs,
    )
  })

  it('finds sorted, disjoint, non-empty ranges inside the text', () => {
    fc.assert(
      fc.property(text, (value) => {
        let floor = 0
        for (const { start, end } of subject.find(value)) {
          expect(start).toBeGreaterThanOrEqual(floor)
          expect(end).toBeGreaterThan(start)
          floor = end
        }
        expect(floor).toBeLessThanOrEqual(value.length)
      }),
      runs,
    )
  })

  it('masks a JSON line so that it parses, with the same keys, structure and numbers, and twice as once', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
        fc.boolean(),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(fc.oneof(text, fc.constantFrom('password', 'token', 'id', 'apiKey')), tie('value'), {
        maxKeys: 4,
      }),
    })).value
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
        const line = JSON.stringify(value, null, indent)
        const once = maskJsonLine(line, subject)
        expect(skeleton(JSON.parse(once))).toEqual(skeleton(JSON.parse(line)))
        expect(maskJsonLine(once, subject)).toBe(once)
      }),
      runs,
    )
  })

  it('masks any split of a text as the whole', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.nat(3),
        (parts, cuts, filler) => {
          const whole = parts.join(['', '\n', ' lorem ipsum '.repeat(900), 'x'.repeat(30_000)][filler])
          const chunks = createChunkMasker(subject)
          let out = ''
          let from = 0
          for (const cut of cuts.map((at) => at % (whole.length + 1)).sort((a, b) => a - b)) {
            out += chunks.push(whole.slice(from, cut))
            from = cut
          }
          out += chunks.push(whole.slice(from)) + chunks.end()
          expect(out).toBe(subject.mask(whole).text)
        },
      ),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 20) },
    )
  })
})

it('never breaks JSON when it masks the line as text with the built-in rules', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (values) => {
      const masked = masker.mask(JSON.stringify(values)).text
      expect(() => JSON.parse(masked)).not.toThrow()
    }),
    { numRuns: 3000 },
  )
})

/** A value with every string value replaced, so that two are equal when only those differ. */
function skeleton(value: unknown): unknown {
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return value.map(skeleton)
  if (value !== null && typeof value === 'object')
    return Object.entries(value).map(([key, child]) => [key, skeleton(child)])
  return value
}
