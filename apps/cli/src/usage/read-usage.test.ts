import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { agents, parseTranscript } from '@ses/agents'
import { countOnce, priceUsage, type SessionUsage, sessionUsageOf } from '@ses/pricing'
import { describe, expect, it, vi } from 'vitest'
import { packRows, unpackRows } from './pack-rows.ts'
import { readUsage } from './read-usage.ts'
import { selectRows } from './select-rows.ts'

vi.setConfig({ testTimeout: 300_000 })
const fixtures = fileURLToPath(new URL('../../../../packages/agents/fixtures/', import.meta.url))
const corpus = process.env['SES_CORPUS']

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.jsonl?$/.test(path) && !path.endsWith('session.json') && statSync(path).isFile())

const counted = (sessions: readonly SessionUsage[]): unknown =>
  countOnce(sessions)
    .map(({ key, sessionId, at, project, response: { line: _, ...response } }) => [
      key,
      sessionId,
      at,
      project,
      response,
    ])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))

function compare(path: string): void {
  const bytes = readFileSync(path)
  const whole = parseTranscript(bytes, { path }).value
  const expected = whole.agent === 'unknown' ? [] : sessionUsageOf(whole)
  const fast = readUsage(bytes, path)
  expect(counted(fast), path).toEqual(counted(expected))
  expect(counted(unpackRows(packRows(fast)) ?? []), path).toEqual(counted(expected))
}

describe('reading for usage alone', () => {
  it('counts what reading in full counts, for every fixture of every agent', () => {
    const files = filesBelow(fixtures)
    expect(files.length).toBeGreaterThan(50)
    for (const path of files) compare(path)
  })

  it('passes over most of a file, and keeps the numbers of its lines', () => {
    const filler = Array.from({ length: 200 }, () => '{"type":"user","text":"x"}\n').join('')
    const bytes = Buffer.from(`{"head":1}\n${filler}{"usage":1}\n${filler}`)
    const parts = selectRows(bytes, { marks: ['"usage"'] }, 11) ?? []
    const text = Buffer.concat(parts).toString()
    expect(text.split('\n').indexOf('{"usage":1}')).toBe(201)
    expect(text.split('\n')).toHaveLength(bytes.toString().split('\n').length)
    expect(text.length).toBeLessThan(bytes.length / 10)
    expect(selectRows(bytes, { marks: ['"usage"'], unless: ['"head"'] }, 11)).toBeUndefined()
  })

  it('is promised by agents only with marks of ASCII', () => {
    const hints = agents.flatMap(({ transcript }) => (transcript.usageHint === undefined ? [] : [transcript.usageHint]))
    expect(hints.length).toBeGreaterThan(1)
    for (const { marks, unless = [] } of hints) {
      expect(marks.length).toBeGreaterThan(0)
      for (const mark of [...marks, ...unless]) expect(mark).toMatch(/^[\x20-\x7e]{5,}$/)
    }
  })
})

describe.skipIf(corpus === undefined || !existsSync(corpus ?? ''))('the corpus (SES_CORPUS)', () => {
  it('gives the same by both ways', () => {
    for (const path of filesBelow(corpus ?? '')) compare(path)
  })

  it('gives for Claude Code what an independent recount gives, to the cent', () => {
    const files = filesBelow(join(corpus ?? '', 'claude'))
    const sessions = files.flatMap((path) => readUsage(readFileSync(path), path))
    const entries = priceUsage(countOnce(sessions))
    const ours = entries.reduce((sum, { nanoUsd = 0 }) => sum + nanoUsd, 0) / 1e9
    const theirs = recount(files)
    expect(entries).toHaveLength(theirs.responses)
    expect(ours.toFixed(2)).toBe(theirs.usd.toFixed(2))
  })
})

type Json = { readonly [key: string]: unknown }
const objectIn = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const numberIn = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0)

/** List prices of https://platform.claude.com/docs/en/about-claude/pricing, dollars per million: input, output, long input, long output. */
const PRICES: readonly (readonly [RegExp, readonly [number, number, number?, number?]])[] = [
  [/^claude-fable-5/, [10, 50]],
  [/^claude-opus-(?:4-[5-8]|5)/, [5, 25]],
  [/^claude-haiku-4-5/, [1, 5]],
  [/^claude-sonnet-5/, [2, 10]],
  [/^claude-sonnet-4(?:-5)?(?:-\d{8})?$/, [3, 15, 6, 22.5]],
  [/^claude-3-sonnet/, [3, 15]],
]

/** The rule in its plainest form, without any code of ses. */
function recount(files: readonly string[]): { readonly responses: number; readonly usd: number } {
  const found = new Map<string, { model: string; numbers: number[] }>()
  for (const path of files) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (!line.includes('"usage"')) continue
      let row: Json
      try {
        row = objectIn(JSON.parse(line))
      } catch {
        continue
      }
      const inner = row['type'] === 'progress' ? objectIn(objectIn(row['data'])['message']) : row
      const message = objectIn(inner['message'])
      const isError = inner['isApiErrorMessage'] === true || message['model'] === '<synthetic>'
      if (inner['type'] !== 'assistant' || isError || typeof message['usage'] !== 'object') continue
      const usage = objectIn(message['usage'])
      const split = objectIn(usage['cache_creation'])
      const hour = numberIn(split['ephemeral_1h_input_tokens'])
      const numbers = [
        numberIn(usage['input_tokens']),
        numberIn(usage['cache_read_input_tokens']),
        Math.max(numberIn(usage['cache_creation_input_tokens']), hour + numberIn(split['ephemeral_5m_input_tokens'])),
        hour,
        numberIn(usage['output_tokens']),
      ]
      const id = message['id'] ?? inner['uuid']
      const key = inner['requestId'] === undefined ? String(id) : `${id} ${inner['requestId']}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { model: String(message['model']), numbers })
      else known.numbers = known.numbers.map((number, index) => Math.max(number, numbers[index] ?? 0))
    }
  }
  let usd = 0
  for (const { model, numbers } of found.values()) {
    const price = PRICES.find(([pattern]) => pattern.test(model))?.[1]
    if (price === undefined) throw new Error(`${model} has no price here`)
    const [input = 0, read = 0, write = 0, hour = 0, output = 0] = numbers
    const isLong = price[2] !== undefined && input + read + write > 200_000
    const [inPrice, outPrice] = isLong ? [price[2] as number, price[3] as number] : price
    usd += ((input + read * 0.1 + (write - hour) * 1.25 + hour * 2) * inPrice + output * outPrice) / 1e6
  }
  return { responses: found.size, usd }
}
