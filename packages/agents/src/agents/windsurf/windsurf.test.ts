import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolCallsOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { windsurf } from './index.ts'

const sample = new Uint8Array(readFileSync(new URL('../../../fixtures/windsurf/cascade/input.jsonl', import.meta.url)))

describeAgent({
  id: 'windsurf',
  parse: (bytes) => parseTranscript(bytes, { agent: windsurf }),
  samples: { cascade: sample },
})

const session = parseTranscript(sample).value

describe('windsurf', () => {
  it('tells outcomes by status, exit code and what the human allowed', () => {
    expect(toolCallsOf(session).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['run_command', 'error'],
      ['view_file', 'ok'],
      ['code_action', 'ok'],
      ['code_action', 'denied'],
      ['run_command', 'denied'],
      ['grep_search', 'ok'],
      ['list_resources', 'error'],
    ])
  })

  it('makes paths of addresses, and files that had no content new ones', () => {
    expect(
      toolCallsOf(session).flatMap(({ files }) => files.map(({ path, operation }) => `${operation} ${path}`)),
    ).toEqual(['read total.ts', 'edit total.ts', 'create new.ts', 'delete build', 'search .'])
  })

  it('records no times, models or tokens, and invents none', () => {
    expect(session.startedAt).toBeUndefined()
    expect(session.responses).toEqual([])
  })

  const corpus = process.env['SES_CORPUS']
  const folder = join(corpus ?? '', 'windsurf')
  const files =
    corpus === undefined || !existsSync(folder)
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))

  it.skipIf(files.length === 0)('reads real transcripts (SES_CORPUS)', () => {
    for (const name of files) {
      const { value, coverage } = parseTranscript(readFileSync(join(folder, name)))
      expect(value.agent).toBe('windsurf')
      expect(coverage.recognised).toBe(coverage.lines)
    }
  })
})
