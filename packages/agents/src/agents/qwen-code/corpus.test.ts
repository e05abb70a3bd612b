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
    : [...below(join(corpus, 'qwen')), ...below(join(dirname(corpus), 'live'))].filter((path) =>
        /corpus.qwen.*\.jsonl$|qwen.*[\\/](?:chats|subagents)[\\/].*\.jsonl$/.test(path),
      )

describe.skipIf(corpus === undefined)('qwen-code on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(13)
  })

  // One file holds two objects on its only line, which no program writes.
  it.each(files.filter((path) => !path.endsWith('000000000005.jsonl')))('%s', (path) => {
    const bytes = readFileSync(path)
    const { value, coverage } = parseTranscript(bytes, { path })
    expect(value.agent).toBe('qwen-code')
    expect(coverage.recognised).toBe(coverage.lines)
    const { inputTokens, cacheReadTokens, outputTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, outputTokens]).toEqual(recount(bytes.toString('utf8')))
    if (/fix-bug/.test(path)) expect([inputTokens, cacheReadTokens, outputTokens]).toEqual([735, 30000, 255])
  })
})

/** Every row with usage once; whatever the total holds beyond the prompt is output. */
function recount(text: string): number[] {
  const sum = [0, 0, 0]
  for (const line of text.split('\n')) {
    const usage = line.trim() === '' ? undefined : JSON.parse(line).usageMetadata
    if (usage?.promptTokenCount === undefined) continue
    const cached = usage.cachedContentTokenCount ?? 0
    const output =
      usage.totalTokenCount === undefined ? usage.candidatesTokenCount : usage.totalTokenCount - usage.promptTokenCount
    for (const [index, count] of [usage.promptTokenCount - cached, cached, output].entries())
      sum[index] = (sum[index] as number) + count
  }
  return sum
}
