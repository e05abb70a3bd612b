import { payloadForm } from '@ses/hooks'
import { createBuiltInMasker, createMasker, rules } from '@ses/secrets'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPayload, PLAIN_KEYS } from './mask-payload.ts'

const masker = createBuiltInMasker('key of the test')
const any = { repeated: [], personal: [] }
const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`
const pem = [
  '-----BEGIN RSA PRIVATE KEY-----',
  ...Array.from({ length: 12 }, (_, line) => `MIIE${line}vQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7Vj${line}`),
  '-----END RSA PRIVATE KEY-----',
]
const stored = (payload: Record<string, unknown>): string => JSON.stringify(maskPayload(payload, masker, any))

describe('a payload as it is stored', () => {
  it('is the same where there is nothing to hide', () => {
    const payload = { session_id: 's', n: 1, list: [true, null, 'x'], deep: { er: ['a', { b: 'c' }] } }
    expect(maskPayload(payload, masker, any)).toEqual({ payload, leftOut: 0 })
  })

  it.each([
    ['a text', { a: `use ${token} now` }],
    ['a list of arguments', { args: ['--token', token] }],
    ['a key', { [token]: 1 }],
    ['embedded JSON', { args: JSON.stringify({ env: { GITHUB_TOKEN: token } }) }],
    ['the place where a long text is cut', { out: `${'x'.repeat(24_559)} ${token} ${'y'.repeat(200_000)}` }],
    ['the place where its end begins', { out: `${'x'.repeat(200_000)} ${token} ${'y'.repeat(8170)}` }],
    ['an id', { session_id: token, tool_use_id: token }],
  ])('hides a secret in %s', (_, payload) => {
    const text = stored(payload)
    expect(text.includes(token.slice(0, 20))).toBe(false)
    expect(text.includes(token.slice(-20))).toBe(false)
  })

  it('hides a password by its key and by the flag before it', () => {
    expect(stored({ password: 'hunter2!x' })).not.toContain('hunter2')
    expect(stored({ args: ['--password', 'kT9-sPq2'] })).not.toContain('kT9-sPq2')
  })

  it('hides a private key that stands in a list by lines, plain or as a patch', () => {
    for (const lines of [pem, pem.map((line) => `+${line}`), ['a', ...pem, 'b']]) {
      const text = stored({ structuredPatch: [{ lines }] })
      for (const line of pem.slice(1, -1)) expect(text).not.toContain(line.slice(4, 40))
    }
  })

  it('cuts what is long in the middle and counts what is left out', () => {
    const { payload, leftOut } = maskPayload({ out: `begin ${'x'.repeat(1_000_000)} end` }, masker, any)
    const text = payload['out'] as string
    expect(text.length).toBeLessThan(33_000)
    expect(text).toMatch(/^begin x+…\[\d+ characters left out\]…x+ end$/)
    expect(leftOut).toBe(1_000_010 - 32_768)
  })

  it('stays small whatever comes: many texts, many items, deep nesting', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 5000; level++) deep = [deep]
    const many = {
      texts: Array.from({ length: 500 }, () => 'y'.repeat(20_000)),
      items: Array.from({ length: 300_000 }, (_, at) => at),
      deep,
    }
    expect(stored(many).length).toBeLessThan(700_000)
  })

  it('says the history of Gemini once: the log grows with the session, not with its square', () => {
    const sizes = [10, 1000].map((count) => {
      const messages = Array.from({ length: count }, (_, at) => ({
        role: 'user',
        content: `message ${at} ${'z'.repeat(500)}`,
      }))
      return JSON.stringify(
        maskPayload({ session_id: 's', llm_request: { model: 'm', messages } }, masker, payloadForm('gemini-cli'))
          .payload,
      ).length
    })
    expect(sizes[1]).toBeLessThan((sizes[0] as number) + 100)
  })

  it('leaves out the mail address of Cursor and the whole file that Claude Code repeats at every edit', () => {
    expect(maskPayload({ user_email: 'a@b.example', session_id: 's' }, masker, payloadForm('cursor')).payload).toEqual({
      session_id: 's',
    })
    const edit = { tool_response: { originalFile: 'f'.repeat(90_000), newString: 'n' } }
    expect(JSON.stringify(maskPayload(edit, masker, payloadForm('claude-code')).payload).length).toBeLessThan(2300)
  })

  it('keeps a key called __proto__ a key', () => {
    const { payload } = maskPayload(JSON.parse('{"__proto__":{"x":"y"}}') as Record<string, unknown>, masker, any)
    expect(Object.keys(payload)).toEqual(['__proto__'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it('honours literals and patterns of a config, also in texts that are cut', () => {
    const own = createMasker({ literals: ['blue-whale'], patterns: ['CORP-[0-9]{5}'] })
    const text = JSON.stringify(maskPayload({ a: 'blue-whale', b: `CORP-12345 ${'x'.repeat(90_000)}` }, own, any))
    expect(text).not.toMatch(/blue-whale|CORP-1/)
  })

  it('names no key plain that some rule knows', () => {
    const known = rules.flatMap((rule) => (rule.kind === 'assignment' ? [rule.name] : []))
    for (const key of PLAIN_KEYS) {
      expect(createMasker().maskNamed(key, 'kT9sPq2mXz81LwQe7RvB4nYc6HdA3fGj').found, key).toEqual(
        createMasker().mask('kT9sPq2mXz81LwQe7RvB4nYc6HdA3fGj').found,
      )
      expect(known.filter((name) => name.test(key.toLowerCase()))).toEqual([])
    }
  })

  it('is JSON again for any payload', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (payload) => {
        expect(JSON.parse(JSON.stringify(maskPayload(payload, masker, any).payload))).toBeTypeOf('object')
      }),
      { numRuns: 200 },
    )
  })
})
