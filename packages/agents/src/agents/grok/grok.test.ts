import { readdirSync, readFileSync } from 'node:fs'
import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { grok } from './index.ts'

const root = new URL('../../../fixtures/grok/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'grok', parse: (bytes) => parseTranscript(bytes, { agent: grok }), samples })

const path = '/h/.grok/sessions/shop/019f6851/chat_history.jsonl'
const session: Session = parseTranscript(samples['chat'] as Uint8Array, { path }).value

describe('grok', () => {
  it('keeps human prompts only', () => {
    expect(
      session.events.flatMap((event) =>
        event.type === 'prompt' ? [[event.text, event.images ?? 0, event.queued ?? false]] : [],
      ),
    ).toEqual([
      ['Round the totals once', 0, false],
      ['like this', 1, false],
      ['and quickly', 0, true],
    ])
    expect(session.events.flatMap((event) => (event.type === 'context' ? [event.kind] : []))).toEqual([
      'environment',
      'command',
    ])
  })

  it('reads calls, their results and the tools of the provider, and sees no error in words', () => {
    const calls = session.events.filter((event): event is ToolCallEvent => event.type === 'tool')
    expect(calls.map(({ callId, action, outcome }) => [callId, action, outcome])).toEqual([
      ['c1', 'read', 'ok'],
      ['c2', 'shell', 'ok'],
      ['ws_1', 'web_search', 'ok'],
    ])
    expect(calls[0]).toMatchObject({ files: [{ path: 'src/total.ts' }], responseId: calls[1]?.responseId })
  })

  it('tells interruptions and changes of the model', () => {
    expect(
      session.events.flatMap((event) => (event.type === 'lifecycle' ? [[event.phase, event.detail]] : [])),
    ).toEqual([
      ['model', 'grok-4.5-fast'],
      ['interrupt', 'mid_turn_abort'],
    ])
  })

  it('is named after its folder, has a directory, no times and no usage', () => {
    expect(session).toMatchObject({ id: '019f6851', cwd: '/home/ada/shop', responses: [] })
    expect(session.startedAt).toBeUndefined()
  })
})
