import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = { session_id: 's-1', transcript_path: '/q/s-1.jsonl', cwd: '/home/ada/shop' }
const tool = (hook: string, id: string, name: string, input: object, more: object = {}): HookLine => [
  hook,
  { ...head, tool_name: name, tool_input: input, tool_use_id: `toolu_17_${id}`, tool_call_id: id, ...more },
]
const command = { command: 'npm test' }

const sample: readonly HookLine[] = [
  ['InstructionsLoaded', { ...head, file_path: '/q/QWEN.md' }],
  ['SessionStart', { ...head, source: 'startup', model: 'qwen-x' }],
  ['UserPromptSubmit', { ...head, prompt: 'run the tests', submitted_prompt: 'run the tests' }],
  ['MessageDisplay', { ...head, message_id: 'm', displayed_text: 'Running.', is_final: false }],
  ['MessageDisplay', { ...head, message_id: 'm', displayed_text: 'Running.', is_final: true }],
  tool('PreToolUse', 'call_1', 'run_shell_command', command),
  tool('PostToolUseFailure', 'call_1', 'run_shell_command', command, {
    error: 'Command: npm test\nDirectory: (root)\nOutput: 1 failed\nError: (none)\nExit Code: 1\nSignal: (none)',
    is_interrupt: false,
    duration_ms: 38,
  }),
  [
    'PostToolBatch',
    {
      ...head,
      tool_calls: [
        {
          tool_name: 'run_shell_command',
          tool_input: command,
          tool_use_id: 'call_1',
          tool_call_id: 'call_1',
          status: 'error',
        },
      ],
    },
  ],
  ['UserPromptSubmit', { ...head, prompt: '' }],
  ['Stop', { ...head, last_assistant_message: 'One fails.' }],
]

describeAgent({ id: 'qwen-code hooks', parse: parseRecorded, samples: { sample: recordedHooks('qwen-code', sample) } })

describe('hooks of qwen-code', () => {
  const parsed = parseHookEvents(recordedHooks('qwen-code', sample))
  const of: Session = parsed.session

  it('take the empty prompt after a batch for none', () => {
    expect(of.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual(['run the tests'])
  })

  it("pair calls by the model's own id", () => {
    const calls = of.events.filter((event): event is ToolCallEvent => event.type === 'tool')
    expect(calls).toMatchObject([
      { callId: 'call_1', outcome: 'error', exitCode: 1, output: '1 failed', durationMs: 38, responseId: 'batch-8' },
    ])
  })

  it('have no end without a terminal', () => {
    expect(parsed.ended).toBeUndefined()
    expect(parsed.workLine).toBe(10)
    expect(of.events.flatMap((event) => (event.type === 'reply' ? [event.text] : []))).toEqual([
      'Running.',
      'One fails.',
    ])
  })
})
