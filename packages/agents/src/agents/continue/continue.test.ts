import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Session, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { continueDev } from './index.ts'

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/continue/${name}/input.json`, import.meta.url)))

describeAgent({
  id: 'continue',
  parse: (bytes) => parseTranscript(bytes, { agent: continueDev }),
  samples: { 'command-line': fixture('command-line'), editor: fixture('editor') },
  byLine: false,
})

const session = (name: string): Session => parseTranscript(fixture(name)).value

describe('continue', () => {
  it('tells what became of a call by its state', () => {
    expect(toolCallsOf(session('command-line')).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Read', 'ok'],
      ['Bash', 'error'],
      ['Edit', 'denied'],
      ['Write', 'pending'],
    ])
  })

  it('reads a call once, though message, state and result message tell of it', () => {
    expect(toolCallsOf(session('editor'))).toMatchObject([{ name: 'grep_search', outcome: 'ok', output: 'x' }])
  })

  it('takes cached tokens out of the input where they are in it', () => {
    expect(usageOf(session('command-line'))).toMatchObject({
      inputTokens: 100,
      cacheReadTokens: 900,
      cacheWriteTokens: 50,
    })
    expect(usageOf(session('editor'))).toMatchObject({ inputTokens: 200, cacheReadTokens: 800, outputTokens: 10 })
    expect(session('editor').responses).toMatchObject([{ aggregate: true }])
  })

  it('records no times and invents none', () => {
    expect(session('command-line').startedAt).toBeUndefined()
  })

  const corpus = process.env['SES_CORPUS']
  const folder = join(corpus ?? '', 'continue')
  const files =
    corpus === undefined || !existsSync(folder)
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))

  it.skipIf(files.length === 0)('reads real transcripts (SES_CORPUS)', () => {
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      const { value, coverage } = parseTranscript(text)
      expect(value.agent).toBe('continue')
      expect(coverage.recognised).toBe(coverage.lines)
      const { usage, history } = JSON.parse(text) as {
        usage: { promptTokens: number; completionTokens: number }
        history: { message: { toolCalls?: unknown[] } }[]
      }
      expect(usageOf(value).outputTokens).toBe(usage.completionTokens)
      const asked = history.reduce((sum, { message }) => sum + (message.toolCalls?.length ?? 0), 0)
      expect(toolCallsOf(value)).toHaveLength(asked)
    }
  })
})
