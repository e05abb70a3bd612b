import { readdirSync, readFileSync } from 'node:fs'
import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { usageOf } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { attachSubagents } from '../../attach-subagents.ts'
import { parseTranscript } from '../../parse-transcript.ts'
import { geminiCli } from './index.ts'

const root = new URL('../../../fixtures/gemini-cli/', import.meta.url)
const samplesIn = (file: string): Record<string, Uint8Array> =>
  Object.fromEntries(
    readdirSync(root)
      .filter((name) => readdirSync(new URL(name, root)).includes(file))
      .map((name) => [name, new Uint8Array(readFileSync(new URL(`${name}/${file}`, root)))]),
  )
const lines = samplesIn('input.jsonl')
const documents = samplesIn('input.json')
const parse = (bytes: Uint8Array) => parseTranscript(bytes, { agent: geminiCli })

describeAgent({ id: 'gemini-cli', parse, samples: lines })
describeAgent({ id: 'gemini-cli documents', parse, samples: documents, byLine: false })

const session = (name: string): Session => parseTranscript((lines[name] ?? documents[name]) as Uint8Array).value
const prompts = (of: Session): PromptEvent[] => of.events.filter((event) => event.type === 'prompt')
const call = (of: Session, callId: string): ToolCallEvent =>
  of.events.find((event) => event.type === 'tool' && event.callId === callId) as ToolCallEvent

describe('gemini-cli', () => {
  it('counts a message written several times once, its last numbers, cached tokens apart', () => {
    const of = session('edit-and-test')
    expect(of.responses.map(({ id }) => id)).toEqual(['g-1', 'g-2', 'g-3', 'g-4'])
    expect(of.responses[0]?.usage).toMatchObject({
      inputTokens: 600,
      cacheReadTokens: 400,
      outputTokens: 70,
      reasoningTokens: 20,
    })
    expect(of.droppedUsage).toEqual([{ line: 5, responseId: 'g-1', reason: 'repeat' }])
  })

  it('lets the total decide whether thoughts are part of the output', () => {
    expect(session('edit-and-test').responses[3]?.usage).toMatchObject({ outputTokens: 10, reasoningTokens: 5 })
    expect(session('document').responses[1]?.usage.inputTokens).toBe(12140)
  })

  it('tells a failed command by its exit code, and a search without a match from it', () => {
    const of = session('edit-and-test')
    const outcomes = ['sh-1', 'sh-2', 'sh-3', 'sh-4', 'mcp-1', 'read_file-2', 'write_file-2'].map(
      (id) => call(of, id).outcome,
    )
    expect(outcomes).toEqual(['error', 'ok', 'ok', 'interrupted', 'ok', 'error', 'denied'])
    expect([call(of, 'sh-1').exitCode, call(of, 'sh-3').exitCode]).toEqual([1, 0])
    expect(call(of, 'sh-1')).toMatchObject({
      output: 'Tests  1 failed | 6 passed (7)\nError 0 found',
      checks: [{ ok: false, passed: 6, failed: 1 }],
    })
    expect(call(session('document'), 'ls-1')).toMatchObject({ outcome: 'error', exitCode: 2 })
  })

  it('takes created files and line counts from the display of the result', () => {
    expect(call(session('edit-and-test'), 'write_file-1').files).toMatchObject([
      { path: 'test/total.test.ts', operation: 'create', addedLines: 3 },
    ])
    expect(call(session('document'), 'wf-1').files).toMatchObject([{ operation: 'create' }])
  })

  it('puts calls of one message into one batch', () => {
    const of = session('edit-and-test')
    expect(call(of, 'read_file-1').responseId).toBe(call(of, 'read_file-2').responseId)
  })

  it('keeps human prompts only, without referenced files, hooks, commands and the words of the CLI', () => {
    expect(prompts(session('edit-and-test')).map(({ text }) => text)).toEqual([
      'Round the totals once, see @src/total.ts',
      '/home/ada/shop/README.md needs a line about rounding',
    ])
    expect(prompts(session('document')).map(({ text, images }) => [text, images])).toEqual([
      ['list what is there', undefined],
      ['like this picture', 1],
    ])
    expect(session('edit-and-test').events.flatMap((event) => (event.type === 'context' ? [event.kind] : []))).toEqual([
      'environment',
      'other',
      'command',
      'hook',
      'command',
    ])
  })

  it('keeps what happened when the history is rewound, resumed or compressed, each thing once', () => {
    const of = session('resume-rewind-compress')
    expect(prompts(of).map(({ id }) => id)).toEqual(['u-1', 'u-2', 'u-3', 'u-4'])
    expect(of.events.flatMap((event) => (event.type === 'reply' ? [event.text] : []))).toEqual([
      'Looking.',
      'It adds.',
      'Fixed wrongly.',
      'Fixed.',
      'src/total.ts',
    ])
    expect(of.events.flatMap((event) => (event.type === 'lifecycle' ? [event.phase] : []))).toEqual([
      'resume',
      'rewind',
    ])
    expect(of.events.filter(({ type }) => type === 'compaction')).toHaveLength(1)
    expect(usageOf(of)).toMatchObject({ inputTokens: 510, cacheReadTokens: 500, outputTokens: 100 })
  })

  it('reads a session that was moved from the old document to the log as the same session with the same responses', () => {
    const document = JSON.parse(new TextDecoder().decode(documents['document'] as Uint8Array))
    const { messages, ...head } = document
    const moved = parseTranscript([head, ...messages].map((row) => JSON.stringify(row)).join('\n')).value
    expect([moved.id, moved.responses.map(({ id }) => id)]).toEqual([session('document').id, ['m2', 'm4']])
  })

  it("reads a sub-agent's file as a child without prompts of its own", () => {
    const bytes = lines['subagent-file'] as Uint8Array
    const child = parseTranscript(bytes, { path: '/h/.gemini/tmp/shop/chats/parent-1/child-1.jsonl' }).value
    expect(child.parent).toEqual({ sessionId: 'parent-1' })
    expect(prompts(child)).toEqual([])
    const joined = attachSubagents(session('edit-and-test'), [child])
    expect(usageOf(joined).outputTokens).toBe(170 + 60)
  })

  it('takes the workspace from the opening context and the title from the summary', () => {
    expect(session('edit-and-test')).toMatchObject({ cwd: '/home/ada/shop', title: 'Round totals once' })
  })
})
