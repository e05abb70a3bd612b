import { readdirSync, readFileSync } from 'node:fs'
import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { attachSubagents } from '../../attach-subagents.ts'
import { parseTranscript } from '../../parse-transcript.ts'
import { claudeCode } from './index.ts'

const root = new URL('../../../fixtures/claude-code/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'claude-code', parse: (bytes) => parseTranscript(bytes, { agent: claudeCode }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array).value
const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')
const prompts = (of: Session): PromptEvent[] => of.events.filter((event) => event.type === 'prompt')
const call = (of: Session, callId: string): ToolCallEvent =>
  calls(of).find((event) => event.callId === callId) as ToolCallEvent

describe('claude-code', () => {
  it('tells edits, created files, checks and commits from structured results', () => {
    const of = session('edit-and-test')
    expect(call(of, 'toolu_03').files).toMatchObject([
      { path: 'src/total.ts', operation: 'edit', addedLines: 1, removedLines: 1 },
    ])
    expect(call(of, 'toolu_04').files).toMatchObject([
      { path: 'test/coupon.test.ts', operation: 'create', addedLines: 3 },
    ])
    expect(call(of, 'toolu_05').checks).toEqual([{ kind: 'test', ok: true, passed: 7 }])
    expect(call(of, 'toolu_06').commits).toEqual([{ sha: '1f2e3d4', branch: 'main', subject: 'Round totals once' }])
    expect(of).toMatchObject({ title: 'Coupon cents', cwd: '/home/ada/shop', agentVersion: '2.1.220' })
  })

  it('puts calls of one response into one batch, though each stands on a line of its own', () => {
    const of = session('edit-and-test')
    expect(call(of, 'toolu_01').responseId).toBe(call(of, 'toolu_02').responseId)
    expect(call(of, 'toolu_03').responseId).not.toBe(call(of, 'toolu_02').responseId)
  })

  it('counts a response once and takes the largest of its streamed rows', () => {
    const of = session('streamed-usage')
    expect(of.responses.map(({ id, usage }) => [id, usage.outputTokens])).toEqual([
      ['msg_11:req_11', 212],
      ['msg_12', 41],
      ['msg_13:req_13', 5],
      ['msg_14:req_14', 20],
    ])
  })

  it('takes cache writes from the split by time to live when their sum is missing', () => {
    expect(session('streamed-usage').responses[2]?.usage).toMatchObject({
      cacheWriteTokens: 500,
      cacheWrite1hTokens: 400,
    })
  })

  it('counts neither synthetic rows nor cumulative cost rows', () => {
    const reasons = session('streamed-usage').droppedUsage.map(({ reason }) => reason)
    expect(reasons).toEqual(['repeat', 'repeat', 'repeat', 'synthetic', 'cumulative'])
  })

  it('calls a result an error only by its flag, and tells denials and interruptions apart', () => {
    const of = session('errors-and-denials')
    expect(Object.fromEntries(calls(of).map((event) => [event.callId, event.outcome]))).toEqual({
      toolu_21: 'error',
      toolu_22: 'error',
      toolu_23: 'ok',
      toolu_24: 'denied',
      toolu_25: 'interrupted',
      toolu_26: 'ok',
      toolu_27: 'ok',
      toolu_28: 'interrupted',
    })
    expect(call(of, 'toolu_21').exitCode).toBe(2)
    expect(call(of, 'toolu_26').exitCode).toBeUndefined()
    expect(call(of, 'toolu_27').background).toBe(true)
    expect(call(of, 'toolu_28')).toMatchObject({ action: 'mcp', input: '{"fields":["b","a"],"id":7}' })
  })

  it('keeps human prompts and nothing that was written in their name', () => {
    expect(prompts(session('not-typed-by-a-human')).map(({ text, queued }) => [text, queued ?? false])).toEqual([
      ['Rename Cart to Basket', false],
      ['<div> is what I want around the basket', false],
      ['also rename the tests', true],
      ['like in this picture', false],
    ])
    const commands = session('not-typed-by-a-human').events.flatMap((event) =>
      event.type === 'context' && event.kind === 'command' ? [event.text] : [],
    )
    expect(commands).toContain('/review 12')
    expect(commands).toContain('/model opus')
  })

  it('notices compactions and prompts that were taken back, and reads rewritten rows once', () => {
    const of = session('compaction-and-rewind')
    expect(of.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'auto', tokensBefore: 155000 },
    ])
    expect(of.events.some((event) => event.type === 'lifecycle' && event.phase === 'rewind')).toBe(true)
    expect(prompts(of)).toHaveLength(3)
  })

  it('makes a sub-agent told by progress rows a child, and counts its usage once', () => {
    const of = session('subagent-in-progress-rows')
    expect(of.children).toMatchObject([{ id: 'agent-a7c3f10', parent: { sessionId: of.id, callId: 'toolu_41' } }])
    expect(call(of, 'toolu_41').childId).toBe('agent-a7c3f10')
    expect(of.children[0]?.responses).toMatchObject([{ usage: { outputTokens: 79, cacheWrite1hTokens: 9000 } }])
    expect(usageOf(of).outputTokens).toBe(60 + 79 + 12)
    expect(prompts(of)).toHaveLength(1)
  })

  it('counts a sub-agent once when progress rows and its own file both tell of it', () => {
    const of = session('subagent-in-progress-rows')
    const file = of.children[0] as Session
    const joined = attachSubagents(of, [{ ...file, parent: { sessionId: of.id } }])
    expect(joined.children).toHaveLength(1)
    expect(usageOf(joined)).toEqual(usageOf(of))
  })

  it('makes inline sidechains of version 1 children of the call that started them', () => {
    const of = session('sidechain-1.0')
    expect(of.children).toMatchObject([{ parent: { callId: 'toolu_51' } }])
    expect(calls(of).map(({ callId }) => callId)).toEqual(['toolu_51'])
    expect(of.title).toBe('Docs summary')
  })

  it("reads a sub-agent's own file as a session with a parent", () => {
    const of = session('subagent-file')
    expect(of).toMatchObject({ id: 'agent-a386f73', parent: { sessionId: '3c1d7a52-9b60-4f0e-8a27-5f1e0c9d4b11' } })
    expect(of.events.map(({ type }) => type)).toEqual(['context', 'tool', 'reply'])
  })

  it('marks what a fork copied, and never looks into stored requests', () => {
    const of = session('fork-copies')
    expect(of.responses.map(({ copiedFrom }) => copiedFrom)).toEqual([
      'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa',
      undefined,
    ])
    expect(JSON.stringify(of)).not.toContain('never-walk-here')
  })

  it('reads around damage and counts it', () => {
    const parsed = parseTranscript(samples['damaged'] as Uint8Array)
    expect(parsed.diagnostics.map(({ code, count }) => [code, count])).toEqual([
      ['not_an_object', 3],
      ['bad_json', 1],
      ['torn_line', 1],
      ['bad_row', 1],
      ['unknown_row', 1],
    ])
    expect(prompts(parsed.value)).toHaveLength(1)
    expect(parsed.value.title).toBe('NUL bytes')
  })

  it('names the session after its file, or after its last rows', () => {
    const bytes = samples['edit-and-test'] as Uint8Array
    const id = '9d2f5a0e-0b7c-4f3e-9c52-2f4f5a1f0d77'
    expect(parseTranscript(bytes, { path: `/x/projects/p/${id}.jsonl` }).value.id).toBe(id)
    expect(parseTranscript(bytes).value.id).toBe('3c1d7a52-9b60-4f0e-8a27-5f1e0c9d4b11')
  })
})
