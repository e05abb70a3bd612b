import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Session, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { pi } from './index.ts'

const root = new URL('../../../fixtures/pi/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'pi', parse: (bytes) => parseTranscript(bytes, { agent: pi }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array).value

describe('pi', () => {
  it('counts abandoned branches, which were paid for, and marks where the human went back', () => {
    const of = session('branches')
    expect(usageOf(of)).toMatchObject({
      inputTokens: 117,
      outputTokens: 53,
      cacheReadTokens: 2100,
      cacheWriteTokens: 5,
    })
    expect(of.events.filter((event) => event.type === 'lifecycle' && event.phase === 'rewind')).toHaveLength(2)
    expect(of.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'Round once',
      'No, round per line',
      'Go back once more',
    ])
  })

  it('calls a result an error by its flag alone and reads the exit code behind the output', () => {
    expect(toolCallsOf(session('branches')).map(({ name, outcome, exitCode }) => [name, outcome, exitCode])).toEqual([
      ['read', 'ok', undefined],
      ['bash', 'error', 1],
      ['edit', 'ok', undefined],
      ['write', 'ok', undefined],
    ])
  })

  it('reads every edit of a call', () => {
    expect(toolCallsOf(session('branches'))[2]?.files).toMatchObject([
      { path: 'total.ts', addedLines: 1, removedLines: 1 },
      { path: 'total.ts', addedLines: 2, removedLines: 1 },
    ])
  })

  it('marks the responses that a fork took over as copies of the first session', () => {
    const first = session('branches')
    const fork = session('fork')
    expect(fork.forkedFrom).toBe(first.id)
    expect(fork.responses.map(({ id, copiedFrom }) => [id, copiedFrom])).toEqual([
      ['resp_1', first.id],
      ['resp_9', undefined],
    ])
    expect(first.responses[0]?.id).toBe('resp_1')
  })

  it('knows commands of the human, compactions, summaries and failures', () => {
    const of = session('branches')
    const types = of.events.flatMap((event) => {
      if (event.type === 'context') return [event.kind]
      if (event.type === 'lifecycle') return [event.phase]
      return event.type === 'compaction' ? [`compaction ${event.tokensBefore}`] : []
    })
    expect(types).toEqual([
      'rewind',
      'model',
      'rewind',
      'api_error',
      'command',
      'compaction 90000',
      'summary',
      'other',
      'interrupt',
    ])
    expect(of.title).toBe('Rounding')
  })

  const corpus = process.env['SES_CORPUS']
  const folder = join(corpus ?? '', 'pi')
  const files =
    corpus === undefined || !existsSync(folder)
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))

  it.skipIf(files.length === 0)('sums up what real transcripts tell message by message (SES_CORPUS)', () => {
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      const { value, coverage } = parseTranscript(text, { path: name })
      expect(value.agent).toBe('pi')
      expect(coverage.recognised).toBe(coverage.lines)
      const rows = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).message)
        .filter((message) => message?.usage !== undefined)
      const sum = (key: string): number => rows.reduce((total, { usage }) => total + usage[key], 0)
      expect(usageOf(value)).toMatchObject({
        inputTokens: sum('input'),
        outputTokens: sum('output'),
        cacheReadTokens: sum('cacheRead'),
        cacheWriteTokens: sum('cacheWrite'),
      })
      const failed = text.split('\n').filter((line) => line.includes('"isError":true')).length
      expect(toolCallsOf(value).filter(({ outcome }) => outcome === 'error')).toHaveLength(failed)
    }
  })
})
