import { readdirSync, readFileSync } from 'node:fs'
import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { attachSubagents } from '../../attach-subagents.ts'
import { parseTranscript } from '../../parse-transcript.ts'
import { qwenCode } from './index.ts'

const root = new URL('../../../fixtures/qwen-code/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'qwen-code', parse: (bytes) => parseTranscript(bytes, { agent: qwenCode }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array).value
const prompts = (of: Session): PromptEvent[] => of.events.filter((event) => event.type === 'prompt')
const call = (of: Session, callId: string): ToolCallEvent =>
  of.events.find((event) => event.type === 'tool' && event.callId === callId) as ToolCallEvent

describe('qwen-code', () => {
  it('takes cached tokens off the input and lets the total decide about thoughts', () => {
    expect(
      session('edit-and-test')
        .responses.slice(0, 2)
        .map(({ usage }) => usage),
    ).toMatchObject([
      { inputTokens: 600, cacheReadTokens: 400, outputTokens: 50, reasoningTokens: 20 },
      { inputTokens: 200, cacheReadTokens: 1000, outputTokens: 90, reasoningTokens: 30 },
    ])
  })

  it('does not count the telemetry that repeats every response', () => {
    const of = session('edit-and-test')
    expect(of.droppedUsage.map(({ line, reason }) => [line, reason])).toEqual([[3, 'repeat']])
    expect(usageOf(of).outputTokens).toBe(50 + 90 + 70 + 10)
  })

  it('tells errors, refusals and interruptions apart, and a search without a match from a failure', () => {
    const of = session('edit-and-test')
    const outcomes = ['c2', 'c5', 'c6', 'c7', 'c8', 'c9'].map((id) => call(of, id).outcome)
    expect(outcomes).toEqual(['error', 'error', 'ok', 'ok', 'denied', 'interrupted'])
    expect(call(of, 'c5')).toMatchObject({ exitCode: 1, checks: [{ kind: 'test', ok: false, passed: 6, failed: 1 }] })
    expect(call(of, 'c7')).toMatchObject({ exitCode: 0, output: 'Found 0 errors' })
  })

  it('takes created files and line counts from the result', () => {
    const of = session('edit-and-test')
    expect(call(of, 'c4').files).toMatchObject([{ path: 'src/new.ts', operation: 'create' }])
    expect(call(of, 'c3').files).toMatchObject([{ operation: 'edit', addedLines: 2, removedLines: 1 }])
  })

  it('keeps human prompts only', () => {
    expect(
      prompts(session('edit-and-test')).map(({ text, queued, images }) => [text, queued ?? false, images ?? 0]),
    ).toEqual([
      ['Round the totals once', false, 0],
      ['also the docs', true, 0],
      ['look at @a.ts', false, 0],
      ['this one', false, 1],
    ])
  })

  it('reads compressions, rewinds, modes, titles and API errors, and reports subtypes it does not know', () => {
    const { value, diagnostics } = parseTranscript(samples['edit-and-test'] as Uint8Array)
    expect(value.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'auto', tokensBefore: 9000, tokensAfter: 2000, summary: '<summary>done so far</summary>' },
    ])
    expect(value.events.flatMap((event) => (event.type === 'lifecycle' ? [event.phase] : []))).toEqual([
      'rewind',
      'mode',
      'api_error',
    ])
    expect(value.title).toBe('Totals')
    expect(diagnostics.map(({ code, count }) => [code, count])).toEqual([['unknown_row', 1]])
  })

  it('reads a row that was written again with more as one response', () => {
    const of = session('row-written-again')
    expect(of.events.map(({ type }) => type)).toEqual(['prompt', 'thinking', 'reply', 'tool'])
    expect(usageOf(of)).toMatchObject({ inputTokens: 12, outputTokens: 4 })
  })

  it("joins a sub-agent's file to the call that started it", () => {
    const child = session('subagent-file')
    expect(child).toMatchObject({ id: 'explore-c10', parent: { callId: 'c10', agentType: 'explore' } })
    expect(prompts(child)).toEqual([])
    expect(call(child, 's1')).toMatchObject({ outcome: 'error', durationMs: 88 })
    expect(call(child, 's1').responseId).toBe(call(child, 's2').responseId)
    const of = session('edit-and-test')
    expect(call(of, 'c10')).toMatchObject({ childId: 'explore-c10', background: true })
    expect(usageOf(attachSubagents(of, [child])).outputTokens).toBe(220 + 60)
  })

  it('marks what a branch copied from its source', () => {
    const of = session('fork')
    expect(of.forkedFrom).toBe('parent-session')
    expect(of.responses.map(({ copiedFrom }) => copiedFrom)).toEqual(['parent-session', undefined])
  })
})
