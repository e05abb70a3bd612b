import type { HookFormat } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { type HookPrompt, hooksOf } from '../../hook-dialect.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'
import { childIdOf, readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'
import { readUserText } from './user-text.ts'

/**
 * The hooks of Claude Code 2.1. A call that is refused at validation is told by `PostToolBatch` alone; one whose permission was
 * denied has a `PreToolUse`, perhaps a `PermissionRequest`, and nothing after it. No hook tells usage.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'claude-code',
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
    PermissionDenied: 'denied',
    MessageDisplay: 'reply',
    Stop: 'turn_end',
    StopFailure: 'turn_error',
    SubagentStart: 'subagent_start',
    SubagentStop: 'subagent_end',
    PreCompact: 'compact_start',
    PostCompact: 'compact_end',
    Notification: 'aside',
    UserPromptExpansion: 'aside',
    PreModelSwitch: 'aside',
    PostModelSwitch: 'aside',
    Setup: 'aside',
    TeammateIdle: 'aside',
    TaskCreated: 'aside',
    TaskCompleted: 'aside',
    Elicitation: 'aside',
    ElicitationResult: 'aside',
    ConfigChange: 'aside',
    WorktreeCreate: 'aside',
    WorktreeRemove: 'aside',
    InstructionsLoaded: 'aside',
    CwdChanged: 'aside',
    FileChanged: 'aside',
    DirectoryAdded: 'aside',
  },
  prompt: readPrompt,
  result: (payload) => {
    const response = payload['tool_response']
    return readToolResult({ content: outputOf(response) }, { toolUseResult: response })
  },
  failure: (payload) => readToolResult({ content: stringOf(payload['error']) ?? '', is_error: true }, {}),
  refusal,
  childId: (payload) => {
    const agentId = stringOf(payload['agent_id'])
    return agentId === undefined ? undefined : childIdOf(agentId)
  },
  unanswered: (_event, asked) => (asked ? 'denied' : undefined),
})

function readPrompt(text: string, payload: JsonObject): HookPrompt {
  const { source } = payload
  if (typeof source === 'string' && source !== 'user' && source !== 'sdk')
    return { kind: 'context', context: 'notification', text }
  if (/^\/[a-z][\w:-]*(?:\s|$)/i.test(text)) return { kind: 'context', context: 'command', text }
  const read = readUserText(text, false)
  if (read.kind === 'prompt' || read.kind === 'context') return read
  return read.kind === 'summary' ? { kind: 'context', context: 'summary', text } : { kind: 'nothing' }
}

/** What the model read of a result, as far as the structured result tells. */
function outputOf(response: unknown): string {
  const structured = objectOf(response)
  if (structured === undefined) return contentText(response)
  const streams = [structured['stdout'], structured['stderr']].filter((text) => stringOf(text) !== undefined)
  if (typeof structured['stdout'] === 'string') return streams.join('\n')
  const file = objectOf(structured['file'])
  if (typeof file?.['content'] === 'string') return numbered(file['content'], numberOf(file['startLine']) ?? 1)
  if (Array.isArray(structured['content'])) return contentText(arrayOf(structured['content']))
  return stringOf(structured['content']) ?? stringOf(structured['result']) ?? ''
}

function numbered(content: string, start: number): string {
  return content
    .split('\n')
    .map((line, index) => `${start + index}\t${line}`)
    .join('\n')
}

function refusal(call: JsonObject): CallEnd {
  const content = contentText(call['tool_response'])
  const end = readToolResult({ content, is_error: true }, {})
  // A call that the harness would not run for another reason than its arguments was not allowed.
  return content.startsWith('<tool_use_error>') || end.outcome !== 'error' ? end : { ...end, outcome: 'denied' }
}
