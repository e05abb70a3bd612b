import { readdirSync, readFileSync } from 'node:fs'
import { type Session, toolCallsOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { kiro } from './index.ts'

const root = new URL('../../../fixtures/kiro/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'kiro', parse: (bytes) => parseTranscript(bytes, { agent: kiro }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array).value
const outcomes = (of: Session): unknown[] =>
  toolCallsOf(of).map(({ name, outcome, exitCode }) => [name, outcome, exitCode])

describe('kiro', () => {
  it('reads the rows of the second engine, where an answer may take several', () => {
    const of = session('prompt-rows')
    expect(of).toMatchObject({ id: 'k0000000-0000-4000-8000-000000000001', cwd: '/w/shop', title: 'Rounding' })
    expect(outcomes(of)).toEqual([
      ['read', 'ok', undefined],
      ['shell', 'error', 1],
      ['write', 'error', undefined],
    ])
    expect(new Set(toolCallsOf(of).map(({ responseId }) => responseId)).size).toBe(1)
    expect(toolCallsOf(of)[0]?.files).toMatchObject([{ operation: 'read' }, { operation: 'list' }])
  })

  it('reads the rows of the third engine', () => {
    const of = session('payload-rows')
    expect(of).toMatchObject({ id: 'sess_9', cwd: '/w/shop', title: 'Rounding' })
    expect(outcomes(of)).toEqual([['shell', 'error', undefined]])
  })

  it('reads a conversation of the first engine from its table', () => {
    const of = session('conversation-row')
    expect(of).toMatchObject({ id: 'k0000000-0000-4000-8000-000000000002', cwd: '/w/shop' })
    expect(outcomes(of)).toEqual([
      ['fs_read', 'ok', undefined],
      ['execute_bash', 'error', 2],
      ['fs_write', 'denied', undefined],
    ])
    expect(of.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'Round the totals',
      'no, stop',
    ])
  })

  it('records no tokens and invents none', () => {
    for (const name of Object.keys(samples)) expect(session(name).responses).toEqual([])
  })

  it('takes the id from the path where the rows hold none', () => {
    const rows = new TextDecoder().decode(samples['prompt-rows']).split('\n').slice(1).join('\n')
    expect(parseTranscript(rows, { path: '/h/.kiro/sessions/cli/abc.jsonl' }).value.id).toBe('abc')
    expect(parseTranscript(rows, { path: '/h/.kiro/sessions/w/sess_xyz/messages.jsonl' }).value.id).toBe('xyz')
  })
})
