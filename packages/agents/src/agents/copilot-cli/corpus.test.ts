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
    : [
        ...below(join(corpus, 'copilot')),
        ...below(join(corpus, 'copilot-vscode')),
        ...below(join(dirname(corpus), 'live')),
      ].filter((path) =>
        /corpus.copilot[\\/].*\.jsonl$|copilot_cli_session.*\.jsonl$|session-state.*events\.jsonl$/.test(path),
      )

describe.skipIf(corpus === undefined)('copilot-cli on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(9)
  })

  it.each(files)('%s', (path) => {
    const bytes = readFileSync(path)
    const { value, coverage } = parseTranscript(bytes, { path })
    expect(value.agent).toBe('copilot-cli')
    expect(coverage.recognised).toBe(coverage.lines)
    const { inputTokens, cacheReadTokens, outputTokens } = usageOf(value)
    expect([inputTokens, cacheReadTokens, outputTokens]).toEqual(recount(bytes.toString('utf8')))
    if (/fix-bug/.test(path)) expect([inputTokens, cacheReadTokens, outputTokens]).toEqual([735, 30000, 255])
  })
})

/** The last shutdown's sums, or without one the output of all messages; compactions are in neither. */
function recount(text: string): number[] {
  const rows = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
  const sums = rows.findLast(({ type }) => type === 'session.shutdown')?.data.modelMetrics
  const compactions = rows
    .filter(({ type }) => type === 'session.compaction_complete')
    .map(({ data }) => data.compactionTokensUsed)
  const messages = rows
    .filter(({ type }) => type === 'assistant.message')
    .map(({ data }) => ({ outputTokens: data.outputTokens ?? 0 }))
  const parts = [
    ...(sums === undefined ? messages : Object.values<any>(sums).map(({ usage }) => usage)),
    ...compactions,
  ]
  const cached = parts.reduce((sum, part) => sum + (part.cacheReadTokens ?? 0), 0)
  const input = parts.reduce((sum, part) => sum + (part.inputTokens ?? 0), 0)
  return [input - cached, cached, parts.reduce((sum, part) => sum + part.outputTokens, 0)]
}
