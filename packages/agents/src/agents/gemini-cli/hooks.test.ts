import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = { session_id: 's-1', transcript_path: '/g/session-s-1.jsonl', cwd: '/home/ada/shop' }
const answer = (text: string, done: boolean, prompt: number, output: number): HookLine => [
  'AfterModel',
  {
    ...head,
    llm_request: { model: 'gemini-x' },
    llm_response: {
      text,
      candidates: [{ ...(done ? { finishReason: 'STOP' } : {}) }],
      usageMetadata: { promptTokenCount: prompt, candidatesTokenCount: output, totalTokenCount: prompt + output + 5 },
    },
  },
]
const tool = (hook: string, name: string, input: object, more: object = {}): HookLine => [
  hook,
  { ...head, tool_name: name, tool_input: input, ...more },
]
const output = (llmContent: string, more: object = {}): object => ({
  tool_response: { llmContent, returnDisplay: '', ...more },
})

const sample: readonly HookLine[] = [
  ['SessionStart', { ...head, source: 'startup' }],
  ['BeforeAgent', { ...head, prompt: 'look at both' }],
  ['PreCompress', { ...head, trigger: 'auto' }],
  ['BeforeModel', { ...head, llm_request: { model: 'gemini-x' } }],
  answer('Both ', false, 100, 3),
  answer('at once.', true, 100, 10),
  tool('BeforeTool', 'read_file', { file_path: '/home/ada/shop/a.ts' }),
  tool('BeforeTool', 'read_file', { file_path: '/home/ada/shop/b.ts' }),
  tool(
    'AfterTool',
    'read_file',
    { file_path: '/home/ada/shop/b.ts' },
    output('no such file', { error: { message: 'File not found' } }),
  ),
  tool('AfterTool', 'read_file', { file_path: '/home/ada/shop/a.ts' }, output('let a')),
  tool('BeforeTool', 'run_shell_command', { command: 'npm test' }),
  tool(
    'AfterTool',
    'run_shell_command',
    { command: 'npm test' },
    output('Output: 1 failed\nExit Code: 3\nProcess Group PGID: 7'),
  ),
  answer('One is missing.', true, 200, 20),
  ['AfterAgent', { ...head, prompt: 'look at both', prompt_response: 'Both at once.\nOne is missing.' }],
  ['SessionEnd', { ...head, reason: 'exit' }],
  ['SessionEnd', { ...head, reason: 'exit' }],
]

describeAgent({
  id: 'gemini-cli hooks',
  parse: parseRecorded,
  samples: { sample: recordedHooks('gemini-cli', sample) },
})

describe('hooks of gemini-cli', () => {
  const parsed = parseHookEvents(recordedHooks('gemini-cli', sample))
  const calls = (parsed.session as Session).events.filter((event): event is ToolCallEvent => event.type === 'tool')

  it('pair calls without an id by their arguments, else in order', () => {
    expect(calls.map(({ files, outcome, exitCode }) => [files[0]?.path, outcome, exitCode])).toEqual([
      ['a.ts', 'ok', undefined],
      ['b.ts', 'error', undefined],
      [undefined, 'error', 3],
    ])
    expect(calls[0]?.responseId).toBe(calls[1]?.responseId)
  })

  it('count an answer once that is told in pieces, with its thoughts', () => {
    expect(parsed.session.responses).toMatchObject([
      { model: 'gemini-x', usage: { inputTokens: 100, outputTokens: 15, reasoningTokens: 5 } },
      { usage: { inputTokens: 200, outputTokens: 25 } },
    ])
    expect(parsed.session.events.flatMap((event) => (event.type === 'reply' ? [event.text] : []))).toEqual([
      'Both at once.',
      'One is missing.',
    ])
  })

  it('tell the words of the turn where the hooks of the model are not registered', () => {
    const few = sample.filter(([hook]) => !hook.endsWith('Model'))
    const { session } = parseHookEvents(recordedHooks('gemini-cli', few))
    expect(session.events.flatMap((event) => (event.type === 'reply' ? [event.text] : []))).toEqual([
      'Both at once.\nOne is missing.',
    ])
  })

  it('take neither the request to compress for a compaction nor the second end for another', () => {
    expect(parsed.session.events.some(({ type }) => type === 'compaction')).toBe(false)
    expect(parsed.ended).toMatchObject({ line: 15, reason: 'exit' })
  })
})
