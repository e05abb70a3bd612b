import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = { session_id: 's-1', turn_id: 't-1', transcript_path: '/r/rollout-s-1.jsonl', cwd: '/home/ada/shop' }
const patch = '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-let a\n+let b\n*** End Patch'
const tool = (hook: string, id: string, name: string, input: object, more: object = {}): HookLine => [
  hook,
  { ...head, tool_name: name, tool_input: input, tool_use_id: id, ...more },
]

const sample: readonly HookLine[] = [
  ['SessionStart', { ...head, source: 'startup', model: 'm' }],
  ['UserPromptSubmit', { ...head, prompt: 'use b' }],
  tool('PreToolUse', 'exec-1', 'Bash', { command: 'cat src/a.ts' }),
  tool('PostToolUse', 'exec-1', 'Bash', { command: 'cat src/a.ts' }, { tool_response: 'let a\n' }),
  tool('PreToolUse', 'exec-2', 'apply_patch', { command: patch }),
  tool(
    'PostToolUse',
    'exec-2',
    'apply_patch',
    { command: patch },
    { tool_response: 'Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess.' },
  ),
  tool('PreToolUse', 'exec-3', 'apply_patch', { command: patch }),
  tool('PreToolUse', 'call-4', 'collaborationspawn_agent', { message: 'look' }),
  tool(
    'PostToolUse',
    'call-4',
    'collaborationspawn_agent',
    { message: 'look' },
    { tool_response: '{"task_name":"/root/x"}' },
  ),
  [
    'SubagentStart',
    { ...head, agent_id: 'thread-2', agent_type: 'default', transcript_path: '/r/rollout-thread-2.jsonl' },
  ],
  tool(
    'PreToolUse',
    'exec-5',
    'Bash',
    { command: 'ls' },
    { agent_id: 'thread-2', transcript_path: '/r/rollout-thread-2.jsonl' },
  ),
  ['Stop', { ...head, last_assistant_message: 'done' }],
  ['SessionEnd', { session_id: 's-1', transcript_path: head.transcript_path, reason: 'other' }],
]

describeAgent({ id: 'codex hooks', parse: parseRecorded, samples: { sample: recordedHooks('codex', sample) } })

const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of codex', () => {
  it('use the names and arguments of the transcripts', () => {
    const { session, transcript } = parseHookEvents(recordedHooks('codex', sample))
    expect(transcript).toBe('/r/rollout-s-1.jsonl')
    expect(calls(session)).toMatchObject([
      {
        name: 'exec_command',
        action: 'shell',
        command: 'cat src/a.ts',
        files: [{ path: 'src/a.ts', operation: 'read' }],
      },
      { name: 'apply_patch', outcome: 'ok', exitCode: 0, files: [{ path: 'src/a.ts', addedLines: 1 }] },
      // A patch that does not apply has no result.
      { name: 'apply_patch', outcome: 'error' },
      { name: 'spawn_agent', action: 'subagent', childId: 'thread-2' },
    ])
    expect(session.children).toMatchObject([{ id: 'thread-2', parent: { callId: 'call-4', agentType: 'default' } }])
  })

  it('tell an interruption', () => {
    const { session } = parseHookEvents(
      recordedHooks('codex', [tool('PreToolUse', 'exec-1', 'Bash', { command: 'sleep 25' }), ['Interrupt', head]]),
    )
    expect(session.events).toMatchObject([{ outcome: 'interrupted' }, { type: 'lifecycle', phase: 'interrupt' }])
  })

  it('are stood in for by notify, which repeats all prompts at every turn', () => {
    const turn = (...texts: string[]): HookLine => [
      'notify',
      {
        type: 'agent-turn-complete',
        'thread-id': 's-1',
        'input-messages': texts,
        'last-assistant-message': texts.join(),
      },
    ]
    const { session } = parseHookEvents(recordedHooks('codex', [turn('one'), turn('one', 'two')]))
    expect(session.events.flatMap((event) => (event.type === 'prompt' ? [event.text] : []))).toEqual(['one', 'two'])
  })
})
