import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usageOf } from '@ses/model'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'

const corpus = process.env['SES_CORPUS']
const folder = corpus === undefined ? '' : join(corpus, 'kimi')
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
  : []

describe.skipIf(corpus === undefined)('kimi on real transcripts (SES_CORPUS)', () => {
  it('finds them', () => {
    expect(files.length).toBeGreaterThanOrEqual(3)
  })

  it.each(files)('%s', (name) => {
    const path = join(folder, name)
    const bytes = readFileSync(path)
    const { value, coverage } = parseTranscript(bytes, { path })
    expect(value.agent).toBe('kimi')
    expect(coverage.recognised).toBe(coverage.lines)
    const { inputTokens, cacheReadTokens, outputTokens } = usageOf(value)
    const sum = [0, 0, 0]
    for (const line of bytes.toString('utf8').trim().split('\n')) {
      const { type, usage } = JSON.parse(line)
      if (type !== 'usage.record') continue
      for (const [index, count] of [usage.inputOther, usage.inputCacheRead, usage.output].entries())
        sum[index] = (sum[index] as number) + count
    }
    expect([inputTokens, cacheReadTokens, outputTokens]).toEqual(sum)
  })
})
