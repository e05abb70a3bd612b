import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const input = { command: 'npm test' }
const snake: readonly HookLine[] = [
  ['SessionStart', { session_id: 's-1', cwd: '/home/ada/shop', source: 'startup' }],
  ['UserPromptSubmit', { session_id: 's-1', prompt: 'run the tests' }],
  ['PreToolUse', { session_id: 's-1', tool_name: 'Execute', tool_input: input, tool_use_id: 'u1' }],
  [
    'PostToolUse',
    {
      session_id: 's-1',
      tool_name: 'Execute',
      tool_input: input,
      tool_use_id: 'u1',
      tool_response: '1 failed\n[Process exited with code 1]',
    },
  ],
  ['Stop', { session_id: 's-1' }],
  ['SessionEnd', { session_id: 's-1', reason: 'exit' }],
]
const camel = snake.map(
  ([hook, payload]): HookLine => [
    hook,
    Object.fromEntries(
      Object.entries(payload as object).map(([key, value]) => [
        key.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase()),
        value,
      ]),
    ),
  ],
)

describeAgent({ id: 'droid hooks', parse: parseRecorded, samples: { snake: recordedHooks('droid', snake) } })

describe('hooks of droid', () => {
  it('are read in snake_case and in camelCase', () => {
    const read = (lines: readonly HookLine[]): unknown => parseHookEvents(recordedHooks('droid', lines)).session
    expect(read(snake)).toMatchObject({
      id: 's-1',
      events: [
        { type: 'prompt', text: 'run the tests' },
        { type: 'tool', command: 'npm test', outcome: 'error', exitCode: 1 },
        { phase: 'turn_end' },
        { phase: 'end', detail: 'exit' },
      ],
    })
    expect(read(camel)).toEqual(read(snake))
  })
})
