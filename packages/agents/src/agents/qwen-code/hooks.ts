import type { HookFormat } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { hooksOf } from '../../hook-dialect.ts'
import type { HookCall } from '../../hook-thread.ts'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'
import { readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'
import { readUserTexts } from './user-text.ts'

/**
 * The hooks of Qwen Code 0.24. `UserPromptSubmit` fires again with an empty prompt after every batch of calls; `tool_use_id` is made
 * up for the hook, the model's own id is `tool_call_id`. There is no end of session without a terminal, and no hook tells usage.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'qwen-code',
  tools,
  steps: {
    SessionStart: 'start',
    SessionEnd: 'end',
    UserPromptSubmit: 'prompt',
    PreToolUse: 'call',
    PostToolUse: 'result',
    PostToolUseFailure: 'failure',
    PostToolBatch: 'batch',
    PermissionRequest: 'asked',
    MessageDisplay: 'reply',
    Stop: 'turn_end',
    StopFailure: 'turn_error',
    SubagentStart: 'subagent_start',
    SubagentStop: 'subagent_end',
    PreCompact: 'compact_start',
    PostCompact: 'compact_end',
    InstructionsLoaded: 'aside',
    Notification: 'aside',
    TodoCreated: 'aside',
    TodoCompleted: 'aside',
    UserPromptExpansion: 'aside',
    SessionDelete: 'aside',
  },
  prompt: (text, payload) => {
    if (text === '') return { kind: 'nothing' }
    const { prompt, context } = readUserTexts([stringOf(payload['submitted_prompt']) ?? text])
    if (prompt !== undefined) return { kind: 'prompt', text: prompt }
    const [first] = context
    return first === undefined ? { kind: 'nothing' } : { kind: 'context', context: first.kind, text: first.text }
  },
  call: readCall,
  result: (payload, call) => {
    const response = objectOf(payload['tool_response'])
    const text = contentText(response?.['llmContent'] ?? payload['tool_response'])
    return endOf(call, { output: text }, { status: 'success', resultDisplay: response?.['returnDisplay'] })
  },
  failure: (payload, call) => endOf(call, { error: stringOf(payload['error']) ?? '' }, { status: 'error' }),
  refusal: (told) => {
    const call = readCall(told) ?? { name: '', args: {} }
    return endOf(call, { error: stringOf(told['error']) ?? '' }, { status: stringOf(told['status']) ?? 'error' })
  },
  unanswered: (_event, asked) => (asked ? 'denied' : undefined),
})

function readCall(payload: JsonObject): HookCall | undefined {
  const name = stringOf(payload['tool_name'])
  if (name === undefined) return undefined
  const id = stringOf(payload['tool_call_id']) ?? stringOf(payload['tool_use_id'])
  return { id, name, args: objectOf(payload['tool_input']) ?? {} }
}

function endOf({ id, name, args }: HookCall, response: JsonObject, record: JsonObject): CallEnd {
  const command = name === 'run_shell_command' ? (stringOf(args['command']) ?? '') : undefined
  return readToolResult({ name, id, response }, { ...record, callId: id }, command)
}
