import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { usageOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']

const below = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)) : []

const files =
  corpus === undefined
    ? []
    : [...below(join(corpus, 'gemini')), ...below(join(dirname(corpus), 'live'))].filter((path) =>
        /corpus.gemini.*\.jsonl?$|gemini.*[\\/]chats[\\/].*\.jsonl$/.test(path),
      )

describe.skipIf(corpus === undefined)('gemini-cli on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(14)
  })

  it.each(files)('%s', (path) => {
    const bytes = readFileSync(path)
    const { value, coverage } = parseTranscript(bytes, { path })
    expect(value.agent).toBe('gemini-cli')
    expect(coverage.recognised).toBe(coverage.lines)
    const { inputTokens, cacheReadTokens, outputTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, outputTokens]).toEqual(recount(bytes.toString('utf8')))
    if (/fix-bug/.test(path)) expect([inputTokens, cacheReadTokens, outputTokens]).toEqual([735, 30000, 255])
  })
})

/** The last tokens of every message id; whatever the total holds beyond the input is output. */
function recount(text: string): number[] {
  const rows: any[] = text.startsWith('{\n')
    ? (JSON.parse(text).messages ?? [])
    : text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
  const byId = new Map<string, number[]>()
  for (const { id, tokens } of rows) {
    if (tokens !== undefined) byId.set(id, [tokens.input - tokens.cached, tokens.cached, tokens.total - tokens.input])
  }
  return [...byId.values()].reduce((sum, own) => sum.map((value, index) => value + (own[index] as number)), [0, 0, 0])
}
