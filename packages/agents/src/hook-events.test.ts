import { describe, expect, it } from 'vitest'
import { agents } from './agents/index.ts'
import { recordedHooks } from './fixtures/recorded-hooks.ts'
import { parseHookEvents } from './hook-events.ts'

const HOOKS = [
  ...['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch', 'Stop'],
  ...['SubagentStart', 'SubagentStop', 'PermissionRequest', 'MessageDisplay', 'BeforeTool', 'AfterTool', 'AfterModel'],
  ...['BeforeAgent', 'event', 'chat.message', 'tool.execute.before', 'tool.execute.after', 'message.part.updated'],
  ...[
    'afterFileEdit',
    'afterShellExecution',
    'stop',
    'TaskStart',
    'TaskComplete',
    'notify',
    'preToolUse',
    'SessionEnd',
  ],
]
const KEYS = [
  ...['tool_name', 'tool_input', 'tool_use_id', 'tool_calls', 'agent_id', 'agent_type', 'prompt', 'input', 'output'],
  ...['event', 'type', 'properties', 'part', 'info', 'edits', 'file_path', 'tool_response', 'llm_response', 'message'],
  ...['parts', '__proto__', 'constructor', 'parent_agent_id', 'tool_call', 'turn', 'input-messages', 'command', 'id'],
  ...['sessionID', 'messageID', 'callID', 'state', 'text', 'candidates', 'usageMetadata', 'session_id', 'cwd', 'error'],
]

describe('recorded hook events', () => {
  it('exist for the agents whose hooks can be installed, and for what is told by hand', () => {
    expect(agents.flatMap(({ id, hooks }) => (hooks === undefined ? [] : [id])).sort()).toEqual([
      'claude-code',
      'cline',
      'codex',
      'copilot-cli',
      'cursor',
      'droid',
      'gemini-cli',
      'manual',
      'opencode',
      'qwen-code',
    ])
  })

  it('of an agent without a reader, or of another one, are counted', () => {
    const mixed = [
      recordedHooks('amp', [['x', {}]]),
      recordedHooks('codex', [['SessionStart', {}]]),
      recordedHooks('droid', [['Stop', {}]]),
    ]
    const { session, diagnostics, coverage } = parseHookEvents(Buffer.concat(mixed))
    expect(session.agent).toBe('codex')
    expect(diagnostics.map(({ code, count }) => [code, count])).toEqual([
      ['unknown_row', 1],
      ['unknown_row', 1],
    ])
    expect(coverage).toMatchObject({ lines: 3, recognised: 1 })
  })

  it('of any payload never throw', () => {
    const readers = agents.flatMap(({ id, hooks }) => (hooks === undefined ? [] : [id]))
    // The same numbers at every run.
    let state = 7
    const below = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * limit)
    }
    const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T
    const value = (depth: number): unknown => {
      const kind = below(depth > 2 ? 6 : 8)
      if (kind === 6) return Array.from({ length: below(3) }, () => value(depth + 1))
      return kind === 7 ? object(depth + 1) : oneOf([null, true, 7, -1.5, '', 's-1'])
    }
    const object = (depth: number): object =>
      Object.fromEntries(Array.from({ length: below(6) }, () => [oneOf(KEYS), value(depth)]))
    for (let run = 0; run < 3000; run++) {
      const lines = Array.from({ length: 1 + below(6) }, () => [oneOf(HOOKS), object(0)] as const)
      const bytes = recordedHooks(oneOf(readers), lines)
      const { session, coverage } = parseHookEvents(bytes)
      expect(JSON.parse(JSON.stringify(session))).toEqual(session)
      expect(coverage.lines).toBe(lines.length)
    }
  })

  it('take linear time, also where no result fits its call', () => {
    const time = (count: number): number => {
      const lines = Array.from(
        { length: count },
        (_, index) => ['BeforeTool', { tool_name: `t${index}`, tool_input: { index } }] as const,
      )
      const results = Array.from(
        { length: count },
        (_, index) => ['AfterTool', { tool_name: `u${index % 7}`, tool_input: { index } }] as const,
      )
      const bytes = recordedHooks('gemini-cli', [...lines, ...results])
      const start = performance.now()
      parseHookEvents(bytes)
      return performance.now() - start
    }
    time(2000)
    expect(time(16_000) / Math.max(1, time(4000))).toBeLessThan(16)
  })
})
