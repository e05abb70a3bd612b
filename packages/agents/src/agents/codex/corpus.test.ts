import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { recognition, usageOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']

const below = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)) : []

/** Published transcripts, and files that the real program wrote, which lie beside the corpus in `live`. */
const files =
  corpus === undefined
    ? []
    : [
        ...below(join(corpus, 'codex')).filter((path) => path.endsWith('.jsonl')),
        ...below(join(dirname(corpus), 'live')).filter((path) => /codex.*rollout-[^/]*\.jsonl$/.test(path)),
      ]

describe.skipIf(corpus === undefined)('codex on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThan(25)
  })

  it.each(files)('%s', (path) => {
    const text = readFileSync(path, 'utf8')
    const { value, coverage } = parseTranscript(text, { path })
    expect(value.agent).toBe('codex')
    expect(recognition(coverage)).toBeGreaterThanOrEqual(0.99)
    const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens]).toEqual(recount(text))
    const ids = value.events.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(JSON.parse(JSON.stringify(value))).toEqual(value)
  })

  it.each(files.filter((path) => path.includes('/fix-bug/')))('the scripted model’s numbers: %s', (path) => {
    const { value } = parseTranscript(readFileSync(path), { path })
    expect(usageOf(value)).toMatchObject({ inputTokens: 735, cacheReadTokens: 30_000, outputTokens: 255 })
    expect(value.responses).toHaveLength(6)
  })
})

/** The rule in its plainest form: records by response id, else differences of the total; a total that falls starts anew. */
function recount(text: string): number[] {
  const rows: any[] = text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })
  const own = rows.find((row) => row.type === 'session_meta')?.payload.id
  const numbers = (usage: any): number[] => [
    usage.input_tokens - (usage.cached_input_tokens ?? 0) - (usage.cache_write_input_tokens ?? 0),
    usage.cached_input_tokens ?? 0,
    usage.cache_write_input_tokens ?? 0,
    usage.output_tokens,
    usage.reasoning_output_tokens ?? 0,
  ]
  const sum = (list: number[][]): number[] =>
    list.reduce((total, one) => total.map((value, index) => value + (one[index] as number)), [0, 0, 0, 0, 0])
  const records = new Map<string, number[]>()
  for (const { type, payload } of rows) {
    if (type === 'token_usage_record' && payload.thread_id === own)
      records.set(payload.response_id, numbers(payload.usage))
  }
  if (records.size > 0) return sum([...records.values()])
  let previous = { size: 0, numbers: [0, 0, 0, 0, 0] }
  const parts: number[][] = []
  for (const { type, payload } of rows) {
    const total = type === 'event_msg' && payload?.type === 'token_count' ? payload.info?.total_token_usage : undefined
    if (total === undefined || total.total_tokens === 0 || total.total_tokens === previous.size) continue
    const now = { size: total.total_tokens, numbers: numbers(total) }
    const base = now.size < previous.size ? [0, 0, 0, 0, 0] : previous.numbers
    parts.push(now.numbers.map((value, index) => value - (base[index] as number)))
    previous = now
  }
  return sum(parts)
}
