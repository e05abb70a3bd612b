import { readdirSync, readFileSync } from 'node:fs'
import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { iflow } from './index.ts'

const root = new URL('../../../fixtures/iflow/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'iflow', parse: (bytes) => parseTranscript(bytes, { agent: iflow }), samples })

const session: Session = parseTranscript(samples['sliding-answers'] as Uint8Array).value
const call = (callId: string): ToolCallEvent =>
  session.events.find((event) => event.type === 'tool' && event.callId === callId) as ToolCallEvent

describe('iflow', () => {
  it('reads a streamed answer once though its rows overlap', () => {
    expect(session.events.flatMap((event) => (event.type === 'tool' ? [event.callId] : []))).toEqual([
      'c1',
      'c2',
      'c3',
      'c4',
    ])
    expect(session.events.filter(({ type }) => type === 'reply')).toHaveLength(2)
    expect(call('c1').responseId).toBe(call('c2').responseId)
    expect(call('c3').responseId).not.toBe(call('c2').responseId)
  })

  it('tells errors by status and exit code', () => {
    expect(['c1', 'c2', 'c3', 'c4'].map((id) => call(id).outcome)).toEqual(['ok', 'error', 'ok', 'error'])
    expect(call('c4')).toMatchObject({ exitCode: 101, output: 'test result: FAILED. 1 passed; 1 failed' })
    expect(call('c3').files).toMatchObject([{ path: 'a.rs', operation: 'edit', addedLines: 2 }])
  })

  it('keeps human prompts only', () => {
    expect(session.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual([
      'Set the variable',
      'again',
    ])
    expect(session.events.filter(({ type }) => type === 'compaction')).toHaveLength(1)
  })

  it('takes no usage from zeros', () => {
    expect(session.responses).toMatchObject([{ model: 'glm-4.7', usage: { inputTokens: 100, outputTokens: 10 } }])
  })
})
