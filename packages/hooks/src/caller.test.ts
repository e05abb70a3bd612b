import { describe, expect, it } from 'vitest'
import { callerOf } from './caller.ts'

describe('who made a call', () => {
  it.each([
    ['Cursor, running the hooks of Claude Code', { session_id: 's', cursor_version: '3' }, {}, 'claude-code', 'cursor'],
    [
      'Qwen, running the hooks of Claude Code',
      { session_id: 's' },
      { QWEN_CODE_SESSION_ID: 's' },
      'claude-code',
      'qwen-code',
    ],
    [
      'Copilot, running the hooks of Claude Code',
      { session_id: 's' },
      { COPILOT_CLI: '1' },
      'claude-code',
      'copilot-cli',
    ],
    [
      'Copilot started by Claude Code',
      { session_id: 's' },
      { COPILOT_CLI: '1', CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: 'outer' },
      'claude-code',
      'copilot-cli',
    ],
    [
      'Claude Code itself',
      { session_id: 's' },
      { CLAUDE_CODE_SESSION_ID: 's', COPILOT_CLI: '1' },
      'claude-code',
      'claude-code',
    ],
    [
      'an older Claude Code started by Copilot',
      { session_id: 's' },
      { CLAUDECODE: '1', COPILOT_CLI: '1' },
      'claude-code',
      undefined,
    ],
    ['Codex started by Copilot', { session_id: 's' }, { COPILOT_CLI: '1' }, 'codex', undefined],
    [
      'Codex started by Claude Code',
      { session_id: 's' },
      { CLAUDE_CODE_SESSION_ID: 'outer', CLAUDECODE: '1' },
      'codex',
      undefined,
    ],
    ['nobody that shows it', {}, {}, 'gemini-cli', undefined],
  ] as const)('%s', (_, payload, env, registeredFor, expected) => {
    expect(callerOf(payload, env, registeredFor)).toBe(expected)
  })
})
