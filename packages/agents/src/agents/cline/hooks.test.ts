import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = {
  clineVersion: '3.0.65',
  taskId: 'conv_1',
  sessionContext: { rootSessionId: 's-1' },
  workspaceRoots: ['/home/ada/shop'],
  agent_id: 'agent_1',
  parent_agent_id: null,
}
const child = { ...head, agent_id: 'agent_2', parent_agent_id: 'agent_1' }
const commands = { commands: ['npm test'] }

const sample: readonly HookLine[] = [
  ['TaskStart', { ...head, hookName: 'agent_start', taskStart: { taskMetadata: {} } }],
  ['PreToolUse', { ...head, tool_call: { id: 'c1', name: 'run_commands', input: commands } }],
  [
    'PostToolUse',
    {
      ...head,
      tool_result: {
        id: 'c1',
        name: 'run_commands',
        input: commands,
        output: [{ query: 'npm test', result: '1 failed', error: 'Command exited with code 1', success: false }],
        durationMs: 33,
      },
      postToolUse: { success: true },
    },
  ],
  ['PreToolUse', { ...head, tool_call: { id: 'c2', name: 'spawn_agent', input: { task: 'look' } } }],
  ['TaskStart', { ...child, taskStart: { taskMetadata: {} } }],
  [
    'PreToolUse',
    { ...child, tool_call: { id: 'c3', name: 'read_files', input: { files: [{ path: '/home/ada/shop/a.ts' }] } } },
  ],
  ['TaskComplete', { ...child, turn: { outputText: 'found', status: 'completed' } }],
  ['TaskComplete', { ...head, turn: { outputText: 'One fails.', status: 'completed' } }],
  ['SessionShutdown', { ...head, reason: 'sigint' }],
]

describeAgent({ id: 'cline hooks', parse: parseRecorded, samples: { sample: recordedHooks('cline', sample) } })

const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of cline', () => {
  it('tell calls, sub-agents and the end of turns', () => {
    const { session, ended } = parseHookEvents(recordedHooks('cline', sample))
    expect(session).toMatchObject({ id: 's-1', cwd: '/home/ada/shop', agentVersion: '3.0.65' })
    expect(calls(session)).toMatchObject([
      { callId: 'c1', command: 'npm test', outcome: 'error', exitCode: 1, durationMs: 33 },
      { callId: 'c2', childId: 's-1__agent_2' },
    ])
    expect(session.children).toMatchObject([{ id: 's-1__agent_2', parent: { callId: 'c2' } }])
    expect(session.events.at(-2)).toMatchObject({ type: 'lifecycle', phase: 'turn_end' })
    expect(ended).toMatchObject({ reason: 'sigint' })
  })

  it('tell the prompt where the editor extension does', () => {
    const { session } = parseHookEvents(
      recordedHooks('cline', [
        ['TaskStart', { taskId: 's-1', taskStart: { taskMetadata: { initialTask: 'use b' } } }],
        ['UserPromptSubmit', { taskId: 's-1', userPromptSubmit: { prompt: 'and c' } }],
        ['PreToolUse', { taskId: 's-1', preToolUse: { toolName: 'readFile', parameters: { path: 'a.ts' } } }],
        [
          'PostToolUse',
          {
            taskId: 's-1',
            postToolUse: { toolName: 'readFile', parameters: { path: 'a.ts' }, result: 'let a', success: true },
          },
        ],
      ]),
    )
    expect(session.events).toMatchObject([{ text: 'use b' }, { text: 'and c' }, { outcome: 'ok', output: 'let a' }])
  })
})
