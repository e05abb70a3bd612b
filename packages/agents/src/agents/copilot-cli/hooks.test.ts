import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = { sessionId: 's-1', timestamp: 1, cwd: '/home/ada/shop' }
const child = { ...head, sessionId: 'c-1', agentId: 'c-1', agentType: 'explore', parentAgentId: 's-1' }
const shell = { command: 'npm test', description: 'Run the tests' }

const sample: readonly HookLine[] = [
  ['userPromptSubmitted', { ...head, prompt: 'run the tests' }],
  ['sessionStart', { ...head, source: 'new', initialPrompt: 'run the tests' }],
  ['preToolUse', { ...head, toolName: 'bash', toolArgs: JSON.stringify(shell) }],
  ['permissionRequest', { ...head, toolName: 'bash', toolInput: { command: 'npm test' } }],
  [
    'postToolUse',
    {
      ...head,
      toolName: 'bash',
      toolArgs: shell,
      toolResult: { resultType: 'success', textResultForLlm: '1 failed\n<shellId: 1 completed with exit code 2>' },
    },
  ],
  ['preToolUse', { ...head, toolName: 'bash', toolArgs: { command: 'rm -r x' } }],
  ['permissionRequest', { ...head, toolName: 'bash', toolInput: { command: 'rm -r x' } }],
  ['preToolUse', { ...head, toolName: 'task', toolArgs: { prompt: 'look' } }],
  ['subagentStart', { ...head, agentId: 'c-1', agentType: 'explore', parentAgentId: 's-1' }],
  ['userPromptSubmitted', { ...child, prompt: 'look' }],
  ['preToolUse', { ...child, toolName: 'view', toolArgs: { path: '/home/ada/shop/a.ts' } }],
  [
    'postToolUse',
    {
      ...child,
      toolName: 'view',
      toolArgs: { path: '/home/ada/shop/a.ts' },
      toolResult: { resultType: 'success', textResultForLlm: 'let a' },
    },
  ],
  ['subagentStop', { ...head, agentId: 'c-1', agentType: 'explore', response: 'found', parentAgentId: 's-1' }],
  [
    'postToolUse',
    {
      ...head,
      toolName: 'task',
      toolArgs: { prompt: 'look' },
      toolResult: { resultType: 'success', textResultForLlm: 'found' },
    },
  ],
  ['agentStop', { ...head, transcriptPath: '/c/events.jsonl', stopReason: 'end_turn' }],
  ['sessionEnd', { ...head, reason: 'complete' }],
]

describeAgent({
  id: 'copilot-cli hooks',
  parse: parseRecorded,
  samples: { sample: recordedHooks('copilot-cli', sample) },
})

const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of copilot-cli', () => {
  it('tell calls without an id, a denied one, and sub-agents under an id of their own', () => {
    const { session, transcript, ended } = parseHookEvents(recordedHooks('copilot-cli', sample))
    expect({ transcript, reason: ended?.reason, id: session.id }).toEqual({
      transcript: '/c/events.jsonl',
      reason: 'complete',
      id: 's-1',
    })
    expect(calls(session)).toMatchObject([
      { name: 'bash', outcome: 'error', exitCode: 2, output: '1 failed' },
      { name: 'bash', outcome: 'denied' },
      { name: 'task', outcome: 'ok', childId: 'c-1' },
    ])
    expect(session.children).toMatchObject([{ id: 'c-1', parent: { sessionId: 's-1', agentType: 'explore' } }])
    expect(calls(session.children[0] as Session)).toMatchObject([{ files: [{ path: 'a.ts', operation: 'read' }] }])
    expect(session.events.filter(({ type }) => type === 'prompt')).toHaveLength(1)
  })

  it('are the same in PascalCase, which gives snake_case payloads', () => {
    const { session } = parseHookEvents(
      recordedHooks('copilot-cli', [
        ['UserPromptSubmit', { hook_event_name: 'UserPromptSubmit', session_id: 's-1', cwd: head.cwd, prompt: 'go' }],
        ['PreToolUse', { session_id: 's-1', tool_name: 'view', tool_input: { path: '/home/ada/shop/a.ts' } }],
        [
          'PostToolUse',
          {
            session_id: 's-1',
            tool_name: 'view',
            tool_input: { path: '/home/ada/shop/a.ts' },
            tool_result: { result_type: 'failure', text_result_for_llm: 'no' },
          },
        ],
      ]),
    )
    expect(session.events).toMatchObject([{ text: 'go' }, { outcome: 'error', output: 'no' }])
  })
})
