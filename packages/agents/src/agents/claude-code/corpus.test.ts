import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { usageOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']

const below = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)) : []

/** Published transcripts, and files that the real program wrote, which lie beside the corpus in `live`. */
const files =
  corpus === undefined
    ? []
    : [...below(join(corpus, 'claude')), ...below(join(dirname(corpus), 'live'))].filter(
        (path) => /claude.*\.jsonl$/.test(path) && !/hooks|requests/.test(path),
      )

describe.skipIf(corpus === undefined)('claude-code on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThan(70)
  })

  it.each(files)('%s', (path) => {
    const bytes = readFileSync(path)
    const { value, coverage, diagnostics } = parseTranscript(bytes, { path })
    const damaged = diagnostics
      .filter(({ code }) => code === 'not_an_object' || code === 'bad_json')
      .reduce((sum, { count }) => sum + count, 0)
    expect(value.agent).toBe('claude-code')
    // A fixture among them holds a row `{"silly": "this"}`; of rows that programs wrote at most one in a hundred may be unknown.
    expect(coverage.lines - damaged - coverage.recognised).toBeLessThanOrEqual(Math.max(1, coverage.lines / 100))
    const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, outputTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, outputTokens]).toEqual(
      recount(bytes.toString('utf8')),
    )
  })
})

/** The rule in its plainest form: by message id and request id, of every field the largest number; sub-agents' progress rows included. */
function recount(text: string): number[] {
  const byKey = new Map<string, number[]>()
  for (const line of text.split('\n')) {
    let row: any
    try {
      row = JSON.parse(line)
    } catch {
      continue
    }
    if (row?.type === 'progress') row = row.data?.type === 'agent_progress' ? row.data.message : undefined
    const message = row?.message
    if (row?.type !== 'assistant' || message?.usage === undefined || message.model === '<synthetic>') continue
    const { usage } = message
    const split = usage.cache_creation ?? {}
    const long = split.ephemeral_1h_input_tokens ?? 0
    const numbers = [
      usage.input_tokens ?? 0,
      usage.cache_read_input_tokens ?? 0,
      Math.max(usage.cache_creation_input_tokens ?? 0, long + (split.ephemeral_5m_input_tokens ?? 0)),
      long,
      usage.output_tokens ?? 0,
    ]
    const key = `${message.id} ${row.requestId ?? ''}`
    const known = byKey.get(key) ?? [0, 0, 0, 0, 0]
    byKey.set(
      key,
      known.map((value, index) => Math.max(value, numbers[index] as number)),
    )
  }
  return [...byKey.values()].reduce(
    (sum, own) => sum.map((value, index) => value + (own[index] as number)),
    [0, 0, 0, 0, 0],
  )
}
