import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { usageOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']
const below = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)) : []
const live = join(dirname(corpus ?? ''), 'live')
const files = corpus === undefined ? [] : [...below(join(corpus, 'opencode')), join(live, 'opencode/export.json')]
const documents = files.filter((path) => /\.jsonl?$/.test(path))
const events =
  corpus === undefined ? [] : [join(live, 'opencode/run-format-json.jsonl'), ...below(join(live, 'scripted/opencode'))]

describe.skipIf(corpus === undefined)('opencode on real transcripts (SES_CORPUS)', () => {
  it.each(documents)('%s', (path) => {
    const text = readFileSync(path, 'utf8')
    const { value, coverage } = parseTranscript(text, { path })
    expect(value.agent).toBe('opencode')
    expect(coverage.recognised).toBe(coverage.lines)
    const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens]).toEqual(recount(JSON.parse(text)))
  })

  it.each(events.filter((path) => /run-format-json\.jsonl$|step\d\.stdout$/.test(path)))('%s', (path) => {
    const { value, coverage } = parseTranscript(readFileSync(path))
    expect(value.agent).toBe('opencode')
    expect(coverage.recognised).toBe(coverage.lines)
    if (path.includes('fix-bug'))
      expect(usageOf(value)).toMatchObject({ inputTokens: 735, outputTokens: 255, cacheReadTokens: 30000 })
  })
})

/** The rule in its plainest form: every message once; what the total holds beside input and caches is output. */
function recount(document: { messages: { info: MessageInfo }[] }): number[] {
  const sums = [0, 0, 0, 0]
  for (const { info } of document.messages) {
    if (info.tokens?.total === undefined) continue
    const { input, cache, total } = info.tokens
    const own = [input, cache.read, cache.write, total - input - cache.read - cache.write]
    for (const [index, count] of own.entries()) sums[index] = (sums[index] as number) + count
  }
  return sums
}

interface MessageInfo {
  readonly tokens?: {
    readonly input: number
    readonly total?: number
    readonly cache: { readonly read: number; readonly write: number }
  }
}
