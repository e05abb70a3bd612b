import { SesError } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { createChunkMasker } from './chunk-masker.ts'
import { find, mask } from './mask.ts'
import { maskJsonLine } from './mask-json-line.ts'
import type { MaskOptions } from './mask-options.ts'
import { createMasker } from './masker.ts'
import { rules } from './rules/index.ts'

const AWS = 'AK' + 'IA' + 'QYLPMN5HHXKZ2WTR'
const GITHUB = 'gh' + 'p_' + 'a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkVe'

describe('placeholders', () => {
  it('name the rule and a pseudonym that is equal for equal secrets under one key', () => {
    const { text } = mask(`${AWS} and again ${AWS}, not ${AWS.replace('Q', 'R')}`, { key: 'k' })
    const [first, second, third] = text.match(/\[masked:aws-access-key-id:[0-9a-f]{4}\]/g) ?? []
    expect(first).toBe(second)
    expect(first).not.toBe(third)
  })

  it('differ under another key, given as text or bytes', () => {
    const one = mask(AWS, { key: 'one' }).text
    expect(mask(AWS, { key: 'two' }).text).not.toBe(one)
    expect(mask(AWS, { key: new Uint8Array([111, 110, 101]) }).text).toBe(one)
  })

  it('that already stand in a text are never touched', () => {
    const text = `password=[masked:password:12ab] [masked:x:0000] ${AWS}`
    expect(mask(text).text).toMatch(/^password=\[masked:password:12ab\] \[masked:x:0000\] \[masked:aws-access-key-id:/)
  })
})

describe('what is a secret', () => {
  const masker = createMasker()

  it.each([
    `export TOKEN=${GITHUB}`,
    'DB_PASSWORD=kT9-sPq2',
    'password: "kT9-sPq2"',
    '{"password":"kT9-sPq2"}',
    '{\\"password\\": \\"kT9-sPq2\\"}',
    '{\\\\\\"password\\\\\\": \\\\\\"kT9-sPq2\\\\\\"}',
    'password = """kT9-sPq2"""'.replaceAll('"""', '"'),
    '-  password: kT9-sPq2\n+  password: kT9-sPq3',
    'cat > .env <<EOF\nDB_PASSWORD=kT9-sPq2\nEOF',
    'https://host/x?password=kT9-sPq2&y=1',
    'https%3A%2F%2Falice%3AkT9-sPq2%40host.test%2Fx',
    'next=%2Flogin%3Fpassword%3DkT9-sPq2',
    '\\u0041KIA' + 'QYLPMN5HHXKZ2WTR',
    'pass\\u0077ord=kT9-sPq2',
    `line one\\n${AWS}\\nline three`,
    `\u001b[32m${AWS}\u001b[0m`,
    'curl -u alice:kT9-sPq2 https://host.test',
    'docker login -u alice -p kT9-sPq2 registry.test',
    'machine api.test login alice password kT9-sPq2',
    '//registry.example.com/:_authToken=5f2d8c1b-9e7a-4036-8f2d-8c1b9e7a4036',
    'users:\n- name: dev\n  user:\n    token: a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3H',
    '- name: DB_PASSWORD\n  value: "kT9-sPq2"',
    'x-api-key: a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3H',
    'Authorization: Basic YWxpY2U6aHVudGVyMg==',
    'postgres://app:kT9-sPq2@db.internal:5432/app',
    'Server=db;Database=app;User Id=sa;Password=kT9-sPq2;',
    '    12\u2192API_KEY=a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3H',
  ])('found: %j', (text) => {
    expect(masker.find(text).length).toBeGreaterThan(0)
    expect(masker.mask(text).text).not.toContain('kT9-sPq2')
  })

  it.each([
    'sk-this-is-a-perfectly-normal-css-class-name-here',
    'my-task-management-application-with-a-long-name-v2',
    'const password = getPassword()',
    'const password = await this.vault.read("db/password")',
    'password = process.env.DB_PASSWORD',
    'password: process.env.DB_PASSWORD ?? ""',
    'token: <token>',
    'PASSWORD=xxxxxxxx',
    'PASSWORD=$DB_PASSWORD',
    'PASSWORD=${DB_PASSWORD}',
    'password=changeme',
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'OPENAI_API_KEY=sk-...',
    'api_key = "YOUR_API_KEY"',
    'commit 5f2d8c1b9e7a40361f2d8c1b9e7a40365f2d8c1b',
    'session_id: 5f2d8c1b-9e7a-4036-8f2d-8c1b9e7a4036',
    '"integrity": "sha512-a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkVea8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkVe=="',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk',
    '"max_tokens": 4096, "input_tokens": 12345678',
    'nextPageToken: "a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3H"',
    'The password must hold a digit and a letter.',
    'type Props = { password: string; token?: string }',
    'def login(user: str, password: str = ""):',
    'looks for "-----BEGIN RSA PRIVATE KEY-----" in files',
    'primary_key: user_id_2',
    'toolu_01A09q90qw90lq917835lq9',
    'msg_01XFDUDYJgAACzvnptvVoYEL',
    'git@github.com:acme/app.git',
    'http://localhost:3000/@fs/app',
    'see tokens.ts:42 and secret-manager.test.ts',
  ])('left alone: %j', (text) => {
    expect(masker.find(text)).toEqual([])
  })
})

describe('options', () => {
  it('mask literals and expressions, also in part, and with their own replacement', () => {
    const options: MaskOptions = {
      literals: ['project-blue'],
      patterns: ['CORP-[0-9]+', { pattern: 'employee (?P<secret>[0-9]+)', replacement: '<employee>', id: 'employee' }],
    }
    const { text, found } = mask('project-blue CORP-12345 employee 77', options)
    expect(text).toMatch(/^\[masked:literal:[0-9a-f]{4}\] \[masked:custom:[0-9a-f]{4}\] employee <employee>$/)
    expect(found.map(({ rule }) => rule)).toEqual(['literal', 'custom', 'employee'])
  })

  it('leave allowed values alone, given whole or as an expression', () => {
    expect(find(`password=kT9-sPq2 token=${GITHUB}`, { allow: ['kT9-sPq2', '/gh._.*/'] })).toEqual([])
  })

  it('take other rules instead of the built-in ones', () => {
    expect(find(`${AWS} ${GITHUB}`, { rules: rules.filter((rule) => rule.id === 'github-token') })).toHaveLength(1)
  })

  it.each<[MaskOptions, string]>([
    [{ patterns: ['ok', 'also ok', { pattern: '(' }] }, 'masking.patterns[2].pattern: '],
    [{ patterns: ['a(?=b)'] }, 'masking.patterns[0]: '],
    [{ patterns: ['x*'] }, 'masking.patterns[0]: '],
    [{ patterns: [{ pattern: 'x+', replacement: 'xx' }] }, 'masking.patterns[0].replacement: '],
    [{ patterns: [{ pattern: 'x+', id: 'No Id' }] }, 'masking.patterns[0].id: '],
    [{ literals: ['fine', ''] }, 'masking.literals[1]: '],
    [{ allow: ['/(/'] }, 'masking.allow[0]: '],
  ])('that cannot be used throw config_invalid with the path: %j', (options, path) => {
    let thrown: unknown
    try {
      createMasker(options)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(SesError)
    expect((thrown as SesError).code).toBe('config_invalid')
    expect((thrown as SesError).message.startsWith(path)).toBe(true)
  })
})

describe('the rule set', () => {
  it('has a hash that tells rules and options, but not the key', () => {
    const hash = createMasker().ruleSet
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
    expect(createMasker({ key: 'other' }).ruleSet).toBe(hash)
    expect(createMasker({ literals: ['x'] }).ruleSet).not.toBe(hash)
    expect(createMasker({ rules: rules.slice(1) }).ruleSet).not.toBe(hash)
  })
})

describe('masking a JSON line', () => {
  const masker = createMasker()

  it('judges values by their key and by the flag before them, and changes no other byte', () => {
    const line =
      '{ "id":"a-1" ,"n": 1.50e3,"big":12345678901234567890,"password":"kT9-sPq2","argv":["x","--password","kT9-sPq2"],"password":"kT9-sPq2"}'
    const masked = maskJsonLine(line, masker)
    expect(masked.replace(/\[masked:password:[0-9a-f]{4}\]/g, 'kT9-sPq2')).toBe(line)
    expect(masked).not.toContain('kT9-sPq2')
  })

  it('keeps keys, ids and times', () => {
    const line = JSON.stringify({
      uuid: '5f2d8c1b-9e7a-4036-8f2d-8c1b9e7a4036',
      timestamp: '2026-01-02T03:04:05.678Z',
      requestId: 'req_011CSHoEeqs5C35K2UUqR7Fy',
      token: 12345678,
    })
    expect(maskJsonLine(line, masker)).toBe(line)
  })

  it('masks text that is no JSON, or torn JSON, as text', () => {
    expect(maskJsonLine('{"password":"kT9-sPq2","note":"cut off', masker)).not.toContain('kT9-sPq2')
    expect(maskJsonLine('PASSWORD=kT9-sPq2', masker)).not.toContain('kT9-sPq2')
  })
})

describe('masking in pieces', () => {
  it('finds a private key that comes line by line, and holds little back', () => {
    const body = Array.from(
      { length: 40 },
      (_, line) => `${'MIIEowIBAAKCAQEAtq1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM'}${line}abcdef`,
    ).join('\n')
    const text = `before\n-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\nafter\n`
    const chunks = createChunkMasker(createMasker())
    let out = ''
    for (const line of text.split(/(?<=\n)/)) out += chunks.push(line)
    out += chunks.end()
    expect(out).toMatch(/^before\n\[masked:private-key:[0-9a-f]{4}\]\nafter\n$/)
  })

  it('gives text out while it comes', () => {
    const chunks = createChunkMasker(createMasker())
    let longestHeld = 0
    let held = 0
    for (let piece = 0; piece < 400; piece++) {
      held += 1000 - chunks.push('lorem ipsum '.repeat(100).slice(0, 1000)).length
      longestHeld = Math.max(longestHeld, held)
    }
    expect(longestHeld).toBeLessThan(64_000)
    expect(chunks.end().length).toBe(held)
  })
})

it('reads what follows a configured literal as a word of its own, escapes included', () => {
  const configured = createMasker({ literals: ['CORP-12345'] })
  const token = `ghp_${'a8Fk2Lm9Qz4Xv7Rt1Yw6Bn3Hs5Jd0Pc2GkVx'.slice(0, 35)}`
  const once = configured.mask(`%40CORP-12345${token}%70`).text
  expect(once).not.toContain(token.slice(4))
  expect(configured.mask(once).text).toBe(once)
})
