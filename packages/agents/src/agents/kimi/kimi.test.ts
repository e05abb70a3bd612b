import { readdirSync, readFileSync } from 'node:fs'
import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { attachSubagents } from '../../attach-subagents.ts'
import { parseTranscript } from '../../parse-transcript.ts'
import { kimi } from './index.ts'

const root = new URL('../../../fixtures/kimi/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'kimi', parse: (bytes) => parseTranscript(bytes, { agent: kimi }), samples })

const folder = '/h/.kimi-code/sessions/wd_shop_0123456789ab/session_1/agents'
const session = (name: string, path?: string): Session =>
  parseTranscript(samples[name] as Uint8Array, path === undefined ? {} : { path }).value
const prompts = (of: Session): PromptEvent[] => of.events.filter((event) => event.type === 'prompt')
const call = (of: Session, callId: string): ToolCallEvent =>
  of.events.find((event) => event.type === 'tool' && event.callId === callId) as ToolCallEvent

describe('kimi', () => {
  it('counts a step once, with its record or without, and requests outside steps', () => {
    const of = session('turns')
    expect(
      of.responses.map(({ id, model, usage }) => [
        id.split('-')[0],
        model,
        usage.inputTokens,
        usage.cacheReadTokens,
        usage.cacheWriteTokens,
        usage.outputTokens,
      ]),
    ).toEqual([
      ['chat', 'moonshot-ai/kimi-k2', 100, 400, 10, 50],
      ['chat', undefined, 120, 450, 0, 60],
      ['chat', 'moonshot-ai/kimi-k2', 130, 450, 0, 5],
      ['usage', 'moonshot-ai/kimi-k2', 14, 400, 0, 9],
    ])
    expect(of.droppedUsage.map(({ reason }) => reason)).toEqual(['repeat', 'repeat'])
  })

  it('tells errors by their flag and exit code, refusals by the approval, interruptions by the cancel', () => {
    const of = session('turns')
    const outcomes = ['Read_0', 'Bash_0', 'Bash_1', 'Bash_2', 'Bash_3', 'Write_0', 'Bash_4'].map(
      (id) => call(of, id).outcome,
    )
    expect(outcomes).toEqual(['ok', 'denied', 'error', 'ok', 'ok', 'error', 'interrupted'])
    expect(call(of, 'Bash_1')).toMatchObject({
      exitCode: 1,
      output: 'Tests: 1 failed, 6 passed, 7 total',
      checks: [{ ok: false }],
    })
    expect(call(of, 'Edit_0').files).toMatchObject([{ path: 'src/total.ts', operation: 'edit' }])
    expect(call(of, 'Read_0').responseId).toBe('s1')
  })

  it('keeps human prompts only, each once', () => {
    expect(prompts(session('turns')).map(({ text, queued }) => [text, queued ?? false])).toEqual([
      ['Round the totals once', false],
      ['also the docs', true],
    ])
  })

  it('reads compactions, modes and the tools on offer', () => {
    const of = session('turns')
    expect(of.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'manual', tokensBefore: 900, summary: 'so far' },
    ])
    expect(of).toMatchObject({ cwd: '/home/ada/shop', toolsOffered: ['Read', 'Bash'] })
  })

  it("joins a sub-agent's file to its call", () => {
    const main = session('turns', `${folder}/main/wire.jsonl`)
    const child = session('subagent-file', `${folder}/agent-0/wire.jsonl`)
    expect(main.id).toBe('session_1')
    expect(child).toMatchObject({ id: 'session_1.agent-0', parent: { sessionId: 'session_1' } })
    expect(prompts(child)).toEqual([])
    expect(attachSubagents(main, [child]).children[0]?.parent).toEqual({ sessionId: 'session_1', callId: 'Agent_0' })
    expect(session('subagent-file').parent).toEqual({ sessionId: 'unknown' })
  })

  it('reads the older wire format, sub-agents included', () => {
    const of = session('wire', '/h/.kimi/sessions/0a1b/5a0c8a1e/wire.jsonl')
    expect(of.id).toBe('5a0c8a1e')
    expect(prompts(of).map(({ text, images, queued }) => [text, images ?? 0, queued ?? false])).toEqual([
      ['Run it', 1, false],
      ['again', 0, true],
    ])
    expect(call(of, 'Shell:0')).toMatchObject({ outcome: 'error', exitCode: 2, output: 'boom', command: 'npm test' })
    expect(call(of, 'Task:1').responseId).toBe(call(of, 'Shell:0').responseId)
    expect(of.responses.map(({ id }) => id)).toEqual(['w1', 'w2'])
    expect(of.children).toMatchObject([{ parent: { callId: 'Task:1' }, responses: [{ id: 'k1' }] }])
    expect(usageOf(of)).toMatchObject({ inputTokens: 115, cacheReadTokens: 701, outputTokens: 24 })
  })
})
