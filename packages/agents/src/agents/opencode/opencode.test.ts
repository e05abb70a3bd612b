import { readdirSync, readFileSync } from 'node:fs'
import { type Session, type ToolCallEvent, toolCallsOf, usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { opencode } from './index.ts'

const root = new URL('../../../fixtures/opencode/', import.meta.url)
const read = (name: string): Uint8Array => {
  const folder = new URL(`${name}/`, root)
  return new Uint8Array(
    readFileSync(new URL(readdirSync(folder).find((file) => file.startsWith('input.')) ?? '', folder)),
  )
}
const parse = (bytes: Uint8Array) => parseTranscript(bytes, { agent: opencode })

describeAgent({
  id: 'opencode events and rows',
  parse,
  samples: Object.fromEntries(['run-events', 'database-rows', 'json-tree', 'fork'].map((name) => [name, read(name)])),
})
describeAgent({
  id: 'opencode documents',
  parse,
  samples: Object.fromEntries(['export', 'subagent-1.3'].map((name) => [name, read(name)])),
  byLine: false,
})

const session = (name: string): Session => parseTranscript(read(name)).value
const call = (of: Session, name: string, index = 0): ToolCallEvent =>
  toolCallsOf(of).filter((event) => event.name === name)[index] as ToolCallEvent

describe('opencode', () => {
  it('calls a shell command that failed an error, though OpenCode calls it completed', () => {
    const of = session('export')
    expect(call(of, 'bash')).toMatchObject({ outcome: 'error', exitCode: 1, durationMs: 40 })
    expect(call(of, 'bash').checks).toEqual([{ kind: 'test', ok: false, passed: 2, failed: 1 }])
    expect(call(of, 'invalid').outcome).toBe('error')
    expect(call(of, 'read', 1).outcome).toBe('error')
  })

  it('tells refused, aborted and running calls from failed ones', () => {
    const of = session('export')
    expect([1, 2, 3].map((index) => call(of, 'bash', index).outcome)).toEqual(['denied', 'interrupted', 'pending'])
  })

  it('keeps calls apart whose ids a server uses again in every answer', () => {
    expect(toolCallsOf(session('export')).map(({ callId }) => callId)).toEqual([
      'call_0',
      'call_1',
      'call-prt_030',
      'call-prt_031',
      'call_2',
      'call_3',
      'call_4',
      'call_5',
      'call_6',
      'call_7',
    ])
  })

  it('knows created files and the real size of an edit', () => {
    const of = session('export')
    expect(call(of, 'write').files).toMatchObject([{ path: 'notes.md', operation: 'create', addedLines: 2 }])
    expect(call(of, 'edit').files).toMatchObject([
      { path: 'total.ts', operation: 'edit', addedLines: 1, removedLines: 1 },
    ])
  })

  it('takes off the quotes that `opencode run` puts around a prompt, and no others', () => {
    expect(session('export').events.filter(({ type }) => type === 'prompt')).toMatchObject([
      { text: 'Round the totals once, see "total.ts"', images: 1 },
      { text: 'undo that' },
    ])
    expect(session('database-rows').events[0]).toMatchObject({ type: 'prompt', text: 'say "hi"' })
  })

  it('keeps what OpenCode wrote in the name of the user out of the prompts', () => {
    expect(
      session('export').events.flatMap((event) =>
        event.type === 'context' ? [[event.kind, event.text.slice(0, 8)]] : [],
      ),
    ).toEqual([
      ['other', 'Called t'],
      ['other', 'Continue'],
      ['command', 'review t'],
    ])
    const child = session('subagent-1.3')
    expect(child.parent).toEqual({ sessionId: 'ses_b1', agentType: 'explore' })
    expect(child.events[0]).toMatchObject({ type: 'context', kind: 'instructions' })
  })

  it('gives a compaction its summary, whose answer was paid for all the same', () => {
    const of = session('export')
    expect(of.events.find(({ type }) => type === 'compaction')).toMatchObject({
      trigger: 'auto',
      summary: 'So far: rounding moved into total.ts.',
    })
    expect(of.responses.map(({ usage }) => usage.outputTokens)).toContain(90)
  })

  it('adds reasoning to the output since 1.4 and leaves it there before', () => {
    expect(session('export').responses[0]?.usage).toMatchObject({ outputTokens: 100, reasoningTokens: 20 })
    expect(session('subagent-1.3').responses.map(({ usage }) => usage.outputTokens)).toEqual([300, 20])
    expect(session('json-tree').responses[0]?.usage).toMatchObject({ outputTokens: 9, reasoningTokens: 3 })
  })

  it('counts a message once, whatever its steps and the session repeat', () => {
    const of = session('export')
    expect(of.responses.map(({ usage }) => usage.inputTokens)).toEqual([900, 40, 6000, 50])
    expect(of.droppedUsage.map(({ reason }) => reason)).toEqual(['cumulative', 'repeat', 'repeat'])
    expect(usageOf(session('run-events'))).toMatchObject({ inputTokens: 120, outputTokens: 52, cacheReadTokens: 2100 })
  })

  it('reads rows in any order, the latest of each, and makes the child of a session its child', () => {
    const parsed = parseTranscript(read('database-rows'))
    const of = parsed.value
    expect(call(of, 'task')).toMatchObject({ outcome: 'ok', childId: 'ses_d2', durationMs: 75 })
    expect(of.children).toMatchObject([
      {
        id: 'ses_d2',
        parent: { sessionId: 'ses_d1' },
        events: [{ type: 'context', text: 'count' }, { type: 'reply' }],
      },
    ])
    expect(usageOf(of)).toMatchObject({ inputTokens: 230, outputTokens: 27 })
    expect(parsed.diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ['unknown_row', 13],
      ['bad_row', 14],
      ['bad_row', 16],
    ])
  })

  it('tells why an answer ended early', () => {
    const phases = (of: Session): unknown[] =>
      of.events.flatMap((event) => (event.type === 'lifecycle' ? [[event.phase, event.detail]] : []))
    expect(phases(session('export'))).toEqual([
      ['model', 'acme-small'],
      ['api_error', 'APIError: 529: overloaded'],
      ['mode', 'plan'],
      ['model', 'acme-large'],
      ['interrupt', undefined],
    ])
    expect(phases(session('run-events'))).toEqual([['api_error', 'APIError: 429: rate limited']])
  })
})
