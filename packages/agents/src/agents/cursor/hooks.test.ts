import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const head = {
  conversation_id: 's-1',
  generation_id: 'g-1',
  session_id: 's-1',
  model: 'm',
  cursor_version: '3.1',
  workspace_roots: ['/home/ada/shop'],
  transcript_path: null,
}
const line = (hook: string, more: object = {}): HookLine => [hook, { ...head, hook_event_name: hook, ...more }]
const usage = { input_tokens: 50, output_tokens: 7, cache_read_tokens: 900, cache_write_tokens: 0 }

const generic: readonly HookLine[] = [
  line('sessionStart', { is_background_agent: false }),
  line('beforeSubmitPrompt', { prompt: 'use b', attachments: [] }),
  line('preToolUse', { tool_name: 'Shell', tool_input: { command: 'npm test' }, tool_use_id: 'u1', cwd: '/home/ada' }),
  line('beforeShellExecution', { command: 'npm test' }),
  line('afterShellExecution', { command: 'npm test', output: '1 failed' }),
  line('postToolUse', {
    tool_name: 'Shell',
    tool_input: { command: 'npm test' },
    tool_use_id: 'u1',
    tool_output: '{"output":"1 failed","exitCode":1}',
    duration: 40.4,
  }),
  line('preToolUse', { tool_name: 'Write', tool_input: { file_path: '/home/ada/shop/a.ts' }, tool_use_id: 'u2' }),
  line('afterFileEdit', { file_path: '/home/ada/shop/a.ts', edits: [{ old_string: 'a', new_string: 'b\nc' }] }),
  line('postToolUse', {
    tool_name: 'Write',
    tool_input: { file_path: '/home/ada/shop/a.ts' },
    tool_use_id: 'u2',
    tool_output: '"ok"',
  }),
  line('postToolUseFailure', {
    tool_name: 'Shell',
    tool_input: { command: 'rm -r x' },
    tool_use_id: 'u3',
    error_message: 'no',
    failure_type: 'permission_denied',
  }),
  line('afterAgentResponse', { text: 'Done.', ...usage }),
  line('stop', { status: 'completed', loop_count: 0, ...usage }),
  line('sessionEnd', { reason: 'user_close', final_status: 'completed' }),
]

const alone: readonly HookLine[] = [
  line('beforeSubmitPrompt', { prompt: 'use b' }),
  line('beforeShellExecution', { command: 'npm test' }),
  line('afterShellExecution', { command: 'npm test', output: '2 passed', duration: 12 }),
  line('beforeReadFile', { file_path: '/home/ada/shop/a.ts', content: 'never kept' }),
  line('afterFileEdit', { file_path: '/home/ada/shop/a.ts', edits: [{ old_string: 'a', new_string: 'b' }] }),
  line('beforeMCPExecution', { tool_name: 'get_issue', tool_input: '{"id":7}' }),
  line('afterMCPExecution', {
    tool_name: 'get_issue',
    tool_input: '{"id":7}',
    result_json: '{"content":[{"text":"an issue"}]}',
  }),
  line('stop', { status: 'aborted' }),
]

describeAgent({
  id: 'cursor hooks',
  parse: parseRecorded,
  samples: { generic: recordedHooks('cursor', generic), alone: recordedHooks('cursor', alone) },
})

const read = (lines: readonly HookLine[]): Session => parseHookEvents(recordedHooks('cursor', lines)).session
const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of cursor', () => {
  it('tell prompts, calls with results, edits, usage and the end', () => {
    const of = read(generic)
    expect(of).toMatchObject({ cwd: '/home/ada/shop', agentVersion: '3.1' })
    expect(calls(of)).toMatchObject([
      { callId: 'u1', command: 'npm test', exitCode: 1, outcome: 'error', output: '1 failed', durationMs: 40 },
      { callId: 'u2', outcome: 'ok', files: [{ path: 'a.ts', before: 'a', after: 'b\nc', addedLines: 2 }] },
      { callId: 'u3', outcome: 'denied' },
    ])
    expect(of.responses).toEqual([
      expect.objectContaining({
        id: 'g-1',
        aggregate: true,
        usage: expect.objectContaining({ inputTokens: 50, cacheReadTokens: 900, outputTokens: 7 }),
      }),
    ])
  })

  it('tell the same by the hooks for one kind of tool where these alone are registered', () => {
    const of = read(alone)
    expect(calls(of)).toMatchObject([
      { name: 'Shell', outcome: 'ok', durationMs: 12, checks: [{ kind: 'test' }] },
      { name: 'Read', files: [{ path: 'a.ts', operation: 'read' }] },
      { name: 'Edit', files: [{ path: 'a.ts', before: 'a', after: 'b' }] },
      { name: 'MCP:get_issue', action: 'mcp', output: 'an issue' },
    ])
    expect(JSON.stringify(of)).not.toContain('never kept')
    expect(of.events.at(-1)).toMatchObject({ type: 'lifecycle', phase: 'interrupt' })
  })
})
