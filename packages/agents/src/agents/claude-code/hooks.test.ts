import type { Session, ToolCallEvent } from '@ses/model'
import { describeAgent } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { type HookLine, parseRecorded, recordedHooks } from '../../fixtures/recorded-hooks.ts'
import { parseHookEvents } from '../../hook-events.ts'

const cwd = '/home/ada/shop'
const head = { session_id: 's-1', transcript_path: '/t/s-1.jsonl', cwd }
const tool = (hook: string, id: string, name: string, input: object, more: object = {}): HookLine => [
  hook,
  { ...head, tool_name: name, tool_input: input, tool_use_id: id, ...more },
]

const fix: readonly HookLine[] = [
  ['SessionStart', { ...head, source: 'startup' }],
  ['UserPromptSubmit', { ...head, prompt_id: 'p1', prompt: 'round the totals' }],
  tool('PreToolUse', 'toolu_1', 'Read', { file_path: `${cwd}/src/total.ts` }),
  tool(
    'PostToolUse',
    'toolu_1',
    'Read',
    { file_path: `${cwd}/src/total.ts` },
    {
      tool_response: { type: 'text', file: { content: 'let a\nlet b', startLine: 1 } },
      duration_ms: 4,
    },
  ),
  tool('PreToolUse', 'toolu_2', 'Bash', { command: 'npm test' }),
  tool(
    'PostToolUseFailure',
    'toolu_2',
    'Bash',
    { command: 'npm test' },
    { error: 'Exit code 1\n2 failed', is_interrupt: false },
  ),
  [
    'PostToolBatch',
    { ...head, tool_calls: [{ tool_name: 'Bash', tool_input: {}, tool_use_id: 'toolu_2', tool_response: 'x' }] },
  ],
  tool('PreToolUse', 'toolu_3', 'Edit', { file_path: `${cwd}/src/total.ts`, old_string: 'a', new_string: 'b' }),
  tool(
    'PostToolUse',
    'toolu_3',
    'Edit',
    { file_path: `${cwd}/src/total.ts`, old_string: 'a', new_string: 'b' },
    {
      tool_response: { filePath: `${cwd}/src/total.ts`, oldString: 'a', structuredPatch: [{ lines: ['-a', '+b'] }] },
    },
  ),
  ['MessageDisplay', { ...head, message_id: 'm', index: 0, final: false, delta: 'Totals are ' }],
  ['MessageDisplay', { ...head, message_id: 'm', index: 1, final: true, delta: 'rounded.' }],
  ['Stop', { ...head, last_assistant_message: 'Totals are rounded.' }],
  ['SessionEnd', { ...head, reason: 'prompt_input_exit' }],
]

const agents: readonly HookLine[] = [
  ['UserPromptSubmit', { ...head, prompt: 'let a sub-agent look' }],
  tool('PreToolUse', 'toolu_1', 'Agent', { prompt: 'look' }),
  ['SubagentStart', { ...head, agent_id: 'a1', agent_type: 'Explore' }],
  tool(
    'PostToolUse',
    'toolu_1',
    'Agent',
    { prompt: 'look' },
    { tool_response: { status: 'async_launched', agentId: 'a1' } },
  ),
  tool('PreToolUse', 'toolu_9', 'Read', { file_path: `${cwd}/a.ts` }, { agent_id: 'a1', agent_type: 'Explore' }),
  tool('PostToolUse', 'toolu_9', 'Read', { file_path: `${cwd}/a.ts` }, { agent_id: 'a1', tool_response: 'let a' }),
  ['Stop', { ...head, last_assistant_message: 'It looks.' }],
  ['SubagentStop', { ...head, agent_id: 'a1', agent_type: 'Explore', last_assistant_message: 'found it' }],
  ['UserPromptSubmit', { ...head, prompt: '<task-notification>\n<task-id>a1</task-id>' }],
]

describeAgent({
  id: 'claude-code hooks',
  parse: parseRecorded,
  samples: { fix: recordedHooks('claude-code', fix), agents: recordedHooks('claude-code', agents) },
})

const read = (lines: readonly HookLine[]): Session => parseHookEvents(recordedHooks('claude-code', lines)).session
const calls = (of: Session): ToolCallEvent[] => of.events.filter((event) => event.type === 'tool')

describe('hooks of claude-code', () => {
  it('tell prompts, calls with results, files, errors and the end', () => {
    const parsed = parseHookEvents(recordedHooks('claude-code', fix))
    expect(parsed).toMatchObject({
      transcript: '/t/s-1.jsonl',
      workLine: 12,
      ended: { line: 13, reason: 'prompt_input_exit' },
      counts: { PreToolUse: 3, Stop: 1 },
      diagnostics: [],
    })
    expect(calls(parsed.session)).toMatchObject([
      {
        callId: 'toolu_1',
        files: [{ path: 'src/total.ts', operation: 'read' }],
        output: '1\tlet a\n2\tlet b',
        durationMs: 4,
      },
      { callId: 'toolu_2', outcome: 'error', exitCode: 1, commandKinds: ['test'], responseId: 'batch-7' },
      { callId: 'toolu_3', outcome: 'ok', files: [{ path: 'src/total.ts', addedLines: 1, removedLines: 1 }] },
    ])
    expect(parsed.session.events.filter(({ type }) => type === 'reply')).toMatchObject([
      { text: 'Totals are rounded.' },
    ])
  })

  it('make sub-agents children, and no prompt of a task notification', () => {
    const of = read(agents)
    expect(of.children).toMatchObject([
      { id: 'agent-a1', parent: { sessionId: 's-1', callId: 'toolu_1', agentType: 'Explore' } },
    ])
    expect(calls(of.children[0] as Session)).toMatchObject([{ callId: 'toolu_9', outcome: 'ok' }])
    expect(calls(of)).toMatchObject([{ childId: 'agent-a1', background: true }])
    expect(of.events.filter(({ type }) => type === 'prompt')).toHaveLength(1)
  })

  it('know a call that was refused at validation from its batch alone', () => {
    const of = read([
      [
        'PostToolBatch',
        {
          ...head,
          tool_calls: [
            {
              tool_name: 'Edit',
              tool_input: { file_path: `${cwd}/a.ts`, old_string: 'x', new_string: 'y' },
              tool_use_id: 'toolu_1',
              tool_response: '<tool_use_error>String to replace not found in file.</tool_use_error>',
            },
          ],
        },
      ],
    ])
    expect(calls(of)).toMatchObject([{ callId: 'toolu_1', outcome: 'error', responseId: 'batch-1' }])
  })

  it('know a denied permission by a request and nothing after it, and leave an unanswered call open', () => {
    const of = read([
      tool('PreToolUse', 'toolu_1', 'Bash', { command: 'rm -r x' }),
      tool('PermissionRequest', 'toolu_1', 'Bash', { command: 'rm -r x' }),
      tool('PreToolUse', 'toolu_2', 'Bash', { command: 'sleep 9' }),
      ['Stop', { ...head, last_assistant_message: 'no' }],
    ])
    expect(calls(of).map(({ outcome }) => outcome)).toEqual(['denied', 'pending'])
  })

  it('pass over the sub-agent that compaction runs in', () => {
    const of = read([
      ['PreCompact', { ...head, trigger: 'manual' }],
      [
        'SubagentStop',
        { ...head, agent_id: 'c1', agent_type: '', agent_transcript_path: '/none', last_assistant_message: 'summary' },
      ],
      ['SessionStart', { ...head, source: 'compact' }],
      ['PostCompact', { ...head, trigger: 'manual', compact_summary: 'so far' }],
    ])
    expect(of.children).toEqual([])
    expect(of.events.map(({ type }) => type)).toEqual(['lifecycle', 'compaction'])
  })

  it('know a compaction by its beginning where its end is not registered', () => {
    const of = read([
      ['PreCompact', { ...head, trigger: 'auto' }],
      ['SessionStart', { ...head, source: 'compact' }],
      ['UserPromptSubmit', { ...head, prompt: 'go on' }],
      ['PreCompact', { ...head, trigger: 'manual' }],
    ])
    expect(of.events.filter(({ type }) => type === 'compaction')).toMatchObject([
      { trigger: 'auto' },
      { trigger: 'manual' },
    ])
  })

  it('link a sub-agent to its call where its start is not registered', () => {
    const of = read(agents.filter(([hook]) => hook !== 'SubagentStart'))
    expect(of.children).toMatchObject([{ id: 'agent-a1', parent: { callId: 'toolu_1' } }])
  })

  it('count an event once that was told twice', () => {
    const twice = fix.flatMap((line) => [line, line])
    const of = read(twice)
    expect(calls(of)).toHaveLength(3)
    expect(of.events.filter(({ type }) => type === 'prompt')).toHaveLength(1)
  })

  it('keep going over payloads that are no object, and unknown hooks', () => {
    const parsed = parseHookEvents(
      recordedHooks('claude-code', [
        ['UserPromptSubmit', []],
        ['UserPromptSubmit', { ...head, prompt: 7 }],
        ['NotYetInvented', { ...head }],
        ['UserPromptSubmit', { ...head, prompt: 'still here' }],
      ]),
    )
    expect(parsed.diagnostics.map(({ code }) => code)).toEqual(['bad_row', 'bad_row', 'unknown_row'])
    expect(parsed.session.events).toMatchObject([{ type: 'prompt', text: 'still here' }])
  })
})
