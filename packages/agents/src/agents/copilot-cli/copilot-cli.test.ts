import { readdirSync, readFileSync } from 'node:fs'
import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../parse-transcript.ts'
import { copilotCli } from './index.ts'

const root = new URL('../../../fixtures/copilot-cli/', import.meta.url)
const samples = Object.fromEntries(
  readdirSync(root).map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/input.jsonl`, root)))]),
)

describeAgent({ id: 'copilot-cli', parse: (bytes) => parseTranscript(bytes, { agent: copilotCli }), samples })

const session = (name: string): Session => parseTranscript(samples[name] as Uint8Array).value
const prompts = (of: Session): PromptEvent[] => of.events.filter((event) => event.type === 'prompt')
const call = (of: Session, callId: string): ToolCallEvent =>
  of.events.find((event) => event.type === 'tool' && event.callId === callId) as ToolCallEvent

describe('copilot-cli', () => {
  it('counts rows per request where there are any, cached tokens apart, and the compaction, which no sum holds', () => {
    const of = session('usage-per-request')
    expect(
      of.responses.map(({ id, usage }) => [
        id,
        usage.inputTokens,
        usage.cacheReadTokens,
        usage.cacheWriteTokens,
        usage.outputTokens,
      ]),
    ).toEqual([
      ['compaction:x1', 100, 800, 0, 9],
      ['api-m1', 600, 400, 0, 50],
      ['api-m2', 400, 1000, 100, 60],
      ['api-m3', 500, 1500, 0, 10],
    ])
    expect(of.droppedUsage).toEqual([{ line: 40, reason: 'cumulative' }])
  })

  it('counts the last sum of one counting, and output tokens of messages after it', () => {
    const of = session('usage-at-shutdown')
    expect(
      of.responses.map(({ aggregate, usage }) => [
        aggregate ?? false,
        usage.inputTokens,
        usage.cacheReadTokens,
        usage.outputTokens,
      ]),
    ).toEqual([
      [true, 300, 500, 150],
      [false, 0, 0, 7],
    ])
    expect(of.droppedUsage.map(({ reason }) => reason)).toEqual(['cumulative', 'repeat', 'repeat'])
  })

  it('adds sums that begin anew, and takes off what rows per request told', () => {
    const expected = { inputTokens: 300, cacheReadTokens: 500, outputTokens: 150 }
    expect(usageOf(session('counting-anew'))).toMatchObject(expected)
    expect(usageOf(session('upgraded-between'))).toMatchObject(expected)
    expect(session('upgraded-between').responses.map(({ id }) => id.split(':')[0])).toEqual(['api-a2', 'shutdown'])
  })

  it('tells a failing command by its exit code, failures by their flag, refusals and interruptions', () => {
    const of = session('usage-per-request')
    const outcomes = ['c2', 'c3', 'c6', 'c7', 'c8', 'c11'].map((id) => call(of, id).outcome)
    expect(outcomes).toEqual(['ok', 'error', 'error', 'ok', 'denied', 'interrupted'])
    expect(call(of, 'c6')).toMatchObject({
      exitCode: 1,
      durationMs: 3000,
      output: 'Tests: 1 failed, 6 passed, 7 total',
      checks: [{ ok: false }],
    })
    expect(call(of, 'c7')).toMatchObject({ exitCode: 1, output: '' })
  })

  it('reads files of edits, creations and patches', () => {
    const of = session('usage-per-request')
    expect(['c4', 'c5', 'c9'].map((id) => call(of, id).files.map(({ path, operation }) => [path, operation]))).toEqual([
      [['src/total.ts', 'edit']],
      [['new.ts', 'create']],
      [['old.ts', 'delete']],
    ])
    expect(call(of, 'c2').responseId).toBe(call(of, 'c3').responseId)
  })

  it('keeps human prompts only', () => {
    expect(
      prompts(session('usage-per-request')).map(({ text, queued, images }) => [text, queued ?? false, images ?? 0]),
    ).toEqual([
      ['Round the totals once', false, 0],
      ['also the docs', true, 1],
    ])
  })

  it('makes a sub-agent a child with its own usage', () => {
    const of = session('usage-per-request')
    const child = of.children[0] as Session
    expect(child).toMatchObject({
      parent: { sessionId: of.id, callId: 'c10', agentType: 'explore' },
      toolsOffered: ['grep', 'view'],
    })
    expect(call(of, 'c10').childId).toBe(child.id)
    expect(call(child, 'k1').files).toMatchObject([{ path: 'a.ts' }])
    expect(usageOf(child)).toMatchObject({ inputTokens: 120, outputTokens: 40 })
    expect(prompts(child)).toEqual([])
  })

  it('reads compactions, errors, model changes, ends and resumes', () => {
    const of = session('usage-per-request')
    expect(of.events.flatMap((event) => (event.type === 'lifecycle' ? [event.phase] : []))).toEqual([
      'interrupt',
      'api_error',
      'model',
      'end',
      'resume',
    ])
    expect(of.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'auto', tokensBefore: 9000, tokensAfter: 100 },
    ])
    expect(of).toMatchObject({
      agentVersion: '1.0.102',
      cwd: '/home/ada/shop',
      gitBranch: 'main',
      gitCommit: 'f'.repeat(40),
    })
  })
})
