import type { HookFormat } from '../../agent.ts'
import { type HookMoment, hooksOf, textOf } from '../../hook-dialect.ts'
import type { HookCall } from '../../hook-thread.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'
import { readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'

/**
 * The hooks of Cline 3.0 and, as far as they agree, of the editor extension. The command line tells no prompt in any hook, no
 * usage, and no end of session but its interruption; a sub-agent names its parent.
 */
export const hooks: HookFormat = hooksOf({
  agent: 'cline',
  tools,
  steps: {
    TaskStart: 'other',
    TaskResume: 'other',
    UserPromptSubmit: 'other',
    PreToolUse: 'call',
    PostToolUse: 'result',
    TaskComplete: 'other',
    TaskError: 'turn_error',
    TaskCancel: 'interrupt',
    SessionShutdown: 'end',
    PreCompact: 'compact_end',
  },
  facts: (payload) => ({
    id: stringOf(objectOf(payload['session_context'])?.['rootSessionId']) ?? stringOf(payload['task_id']),
    cwd:
      stringOf(objectOf(payload['workspace_info'])?.['rootPath']) ?? stringOf(arrayOf(payload['workspace_roots'])[0]),
    agentVersion: stringOf(payload['cline_version']),
  }),
  prompt: (text) => ({ kind: 'prompt', text }),
  call: readCall,
  result: (payload, { name }) => {
    const told = objectOf(payload['tool_result'])
    const older = objectOf(payload['post_tool_use'])
    const output = told?.['output'] ?? older?.['result']
    const failed = stringOf(told?.['error']) !== undefined || older?.['success'] === false
    const durationMs = numberOf(told?.['durationMs']) ?? numberOf(older?.['executionTimeMs'])
    const content = Array.isArray(output) || typeof output === 'string' ? output : JSON.stringify(output ?? '')
    const end: CallEnd = readToolResult({ name, content: content === '' ? told?.['error'] : content, is_error: failed })
    return { ...end, ...(durationMs === undefined ? {} : { durationMs }) }
  },
  childId,
  own,
})

/** The id that a sub-agent's transcript has; undefined for the main agent. */
function childId(payload: JsonObject): string | undefined {
  if (stringOf(payload['parent_agent_id']) === undefined) return undefined
  const root = stringOf(objectOf(payload['session_context'])?.['rootSessionId'])
  const agent = stringOf(payload['agent_id'])
  return root === undefined || agent === undefined ? agent : `${root}__${agent}`
}

function own<Text extends string>({ log, thread, event, payload }: HookMoment<Text>): void {
  const child = childId(payload)
  if (event.hook === 'TaskStart' || event.hook === 'TaskResume') {
    if (child !== undefined) log.startChild(child, undefined)
    const asked = stringOf(objectOf(objectOf(payload['task_start'])?.['taskMetadata'])?.['initialTask'])
    if (asked !== undefined) log.thread(child).prompt(asked)
  } else if (event.hook === 'UserPromptSubmit') {
    const asked = stringOf(objectOf(payload['user_prompt_submit'])?.['prompt']) ?? stringOf(payload['prompt'])
    if (asked !== undefined) thread.prompt(asked)
  } else if (event.hook === 'TaskComplete') {
    const turn = objectOf(payload['turn'])
    thread.reply(stringOf(turn?.['outputText']))
    const failed = turn?.['status'] === 'error' || turn?.['status'] === 'failed'
    thread.lifecycle(failed ? 'api_error' : 'turn_end', failed ? textOf(turn?.['error']) : undefined)
  }
}

function readCall(payload: JsonObject): HookCall | undefined {
  const told = objectOf(payload['tool_call']) ?? objectOf(payload['tool_result'])
  const older = objectOf(payload['pre_tool_use']) ?? objectOf(payload['post_tool_use'])
  const name = stringOf(told?.['name']) ?? stringOf(older?.['toolName'])
  if (name === undefined) return undefined
  return { id: stringOf(told?.['id']), name, args: objectOf(told?.['input']) ?? objectOf(older?.['parameters']) ?? {} }
}
