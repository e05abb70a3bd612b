import type { HookFormat } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { hooksOf } from '../../hook-dialect.ts'
import { objectOf, stringOf } from '../../json.ts'
import { readResult } from './result.ts'
import { tools } from './tools.ts'

/** The hooks of Factory's droid, by its documentation: Claude Code's names, with payloads in snake_case or camelCase. */
export const hooks: HookFormat = hooksOf({
  agent: 'droid',
  tools,
  steps: {
    SessionStart: 'start',
    SessionEnd: 'end',
    UserPromptSubmit: 'prompt',
    PreToolUse: 'call',
    PostToolUse: 'result',
    PostToolUseFailure: 'failure',
    Stop: 'turn_end',
    SubagentStart: 'subagent_start',
    SubagentStop: 'subagent_end',
    PreCompact: 'compact_end',
    Notification: 'aside',
  },
  prompt: (text) =>
    /^\s*<system-(?:reminder|notification)/.test(text)
      ? { kind: 'context', context: 'reminder', text }
      : { kind: 'prompt', text },
  result: (payload) => {
    const response = payload['tool_response'] ?? payload['tool_result']
    const object = objectOf(response)
    const text =
      object === undefined
        ? contentText(response)
        : (stringOf(object['output']) ?? stringOf(object['stdout']) ?? contentText(object['content']))
    return readResult({ content: text, is_error: object?.['is_error'] === true || object?.['isError'] === true })
  },
  failure: (payload) => readResult({ content: stringOf(payload['error']) ?? '', is_error: true }),
})
