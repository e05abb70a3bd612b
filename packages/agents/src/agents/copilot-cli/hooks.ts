import type { HookFormat } from '../../agent.ts'
import { hooksOf, textOf } from '../../hook-dialect.ts'
import type { HookCall } from '../../hook-thread.ts'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'
import { argumentsOf, readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'

/**
 * The hooks of Copilot CLI 1.0, whether they are registered in camelCase or in PascalCase. Calls carry no id; a sub-agent fires
 * under a session id of its own that names its parent. A failing command is told by the last line of its text, if at all. No hook
 * tells usage.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'copilot-cli',
  tools,
  steps: {
    sessionStart: 'start',
    sessionEnd: 'end',
    userPromptSubmitted: 'prompt',
    userPromptTransformed: 'aside',
    preToolUse: 'call',
    postToolUse: 'result',
    postToolUseFailure: 'failure',
    preMcpToolCall: 'aside',
    permissionRequest: 'asked',
    agentStop: 'turn_end',
    errorOccurred: 'turn_error',
    subagentStart: 'subagent_start',
    subagentStop: 'subagent_end',
    preCompact: 'compact_end',
    notification: 'aside',
    SessionStart: 'start',
    SessionEnd: 'end',
    UserPromptSubmitted: 'prompt',
    UserPromptSubmit: 'prompt',
    UserPromptTransformed: 'aside',
    PreToolUse: 'call',
    PostToolUse: 'result',
    PostToolUseFailure: 'failure',
    PreMcpToolCall: 'aside',
    PermissionRequest: 'asked',
    AgentStop: 'turn_end',
    Stop: 'turn_end',
    ErrorOccurred: 'turn_error',
    SubagentStart: 'subagent_start',
    SubagentStop: 'subagent_end',
    PreCompact: 'compact_end',
    Notification: 'aside',
  },
  prompt: (text) => ({ kind: 'prompt', text }),
  call: readCall,
  result: (payload, call) => {
    const result = objectOf(payload['tool_result'])
    const kind = stringOf(result?.['resultType']) ?? stringOf(result?.['result_type']) ?? 'success'
    const text =
      stringOf(result?.['textResultForLlm']) ??
      stringOf(result?.['text_result_for_llm']) ??
      stringOf(payload['tool_result']) ??
      ''
    return endOf(call, kind, text)
  },
  failure: (payload, call) => endOf(call, 'failure', textOf(payload['error']) ?? ''),
  childId: (payload) => {
    const parent = stringOf(payload['parent_agent_id'])
    return parent === undefined ? undefined : stringOf(payload['agent_id'])
  },
  unanswered: (_event, asked) => (asked ? 'denied' : undefined),
})

function readCall(payload: JsonObject): HookCall | undefined {
  const name = stringOf(payload['tool_name'])
  return name === undefined ? undefined : { name, args: argumentsOf(payload['tool_args'] ?? payload['tool_input']) }
}

function endOf({ name, args }: HookCall, kind: string, text: string): CallEnd {
  const command = name === 'bash' || name === 'powershell' ? (stringOf(args['command']) ?? '') : undefined
  const refused = kind === 'denied' || kind === 'rejected'
  const success = kind === 'success'
  return readToolResult(
    {
      success,
      result: { content: text },
      ...(success ? {} : { error: { message: text, ...(refused ? { code: kind } : {}) } }),
    },
    command,
  )
}
