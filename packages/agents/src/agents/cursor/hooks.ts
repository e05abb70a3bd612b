import { noUsage, type ToolOutcome, type Usage } from '@ses/model'
import type { HookFormat } from '../../agent.ts'
import { callOf, type HookMoment, type HookState, hooksOf } from '../../hook-dialect.ts'
import type { HookThread } from '../../hook-thread.ts'
import { arrayOf, countOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import type { CallEnd } from '../../session-builder.ts'
import { editTouch } from '../../tool-table.ts'
import { tools } from './tools.ts'
import { readUserQuery } from './user-query.ts'

/**
 * The hooks of Cursor, by its documentation: the only place where it tells results, times and usage. A call may be told by the
 * hooks for all tools and by one for shell, MCP, reading or editing alone; the latter count where the former are not registered.
 */
export const hooks: HookFormat = {
  richer: true,
  ...hooksOf({
    agent: 'cursor',
    tools,
    steps: {
      sessionStart: 'start',
      sessionEnd: 'end',
      beforeSubmitPrompt: 'prompt',
      preToolUse: 'call',
      postToolUse: 'result',
      postToolUseFailure: 'failure',
      beforeShellExecution: 'other',
      afterShellExecution: 'other',
      beforeMCPExecution: 'other',
      afterMCPExecution: 'other',
      beforeReadFile: 'other',
      afterFileEdit: 'other',
      afterAgentResponse: 'other',
      afterAgentThought: 'other',
      subagentStart: 'other',
      subagentStop: 'other',
      stop: 'other',
      preCompact: 'compact_end',
      beforeTabFileRead: 'aside',
      afterTabFileEdit: 'aside',
    },
    facts: (payload) => ({
      id: stringOf(payload['session_id']) ?? stringOf(payload['conversation_id']),
      cwd: stringOf(arrayOf(payload['workspace_roots'])[0]),
      agentVersion: stringOf(payload['cursor_version']),
    }),
    prompt: (text) => {
      const { typed } = readUserQuery(text)
      return typed === '' ? { kind: 'context', context: 'ide', text } : { kind: 'prompt', text: typed }
    },
    call: (payload) => {
      const call = callOf(payload)
      return call === undefined ? undefined : { ...call, args: withPath(objectOf(parsed(payload['tool_input'])) ?? {}) }
    },
    result: (payload) => {
      const output = parsed(payload['tool_output'])
      const structured = objectOf(output)
      const exitCode = numberOf(structured?.['exitCode']) ?? numberOf(structured?.['exit_code'])
      return {
        outcome: exitCode === undefined || exitCode === 0 ? 'ok' : 'error',
        output: textOf(output),
        ...timed(payload),
        ...(exitCode === undefined ? {} : { exitCode }),
      }
    },
    failure: (payload) => ({
      outcome: failureOutcome(payload['failure_type']),
      output: stringOf(payload['error_message']) ?? stringOf(payload['error']) ?? '',
      ...timed(payload),
    }),
    childId: (payload, { sessionId }) => {
      const id = stringOf(payload['conversation_id'])
      return sessionId === undefined || id === sessionId ? undefined : id
    },
    own,
  }),
}

function own<Text extends string>({ log, thread, event, payload }: HookMoment<Text>, state: HookState): void {
  const alone = state['tools'] !== true
  const command = { name: 'Shell', args: { command: payload['command'] } }
  const called = {
    name: `MCP:${stringOf(payload['tool_name']) ?? 'unknown'}`,
    args: objectOf(parsed(payload['tool_input'])) ?? {},
  }
  switch (event.hook) {
    case 'beforeShellExecution':
      if (alone) thread.call(command)
      break
    case 'afterShellExecution':
      if (alone) thread.result(command, { outcome: 'ok', output: stringOf(payload['output']) ?? '', ...timed(payload) })
      break
    case 'beforeMCPExecution':
      if (alone) thread.call(called)
      break
    case 'afterMCPExecution':
      if (alone) {
        const output = parsed(payload['result_json'])
        const failed = objectOf(output)?.['isError'] === true
        thread.result(called, { outcome: failed ? 'error' : 'ok', output: textOf(output), ...timed(payload) })
      }
      break
    case 'beforeReadFile':
      if (alone) thread.result({ name: 'Read', args: { path: payload['file_path'] } }, { outcome: 'ok' })
      break
    case 'afterFileEdit':
      edited(thread, payload, alone)
      break
    case 'afterAgentResponse':
      thread.reply(stringOf(payload['text']), stringOf(payload['generation_id']))
      used(thread, event.at, payload)
      break
    case 'afterAgentThought':
      thread.writer.thinking(stringOf(payload['text']) ?? '', stringOf(payload['generation_id']))
      break
    case 'subagentStart': {
      const id = stringOf(payload['child_conversation_id']) ?? stringOf(payload['subagent_id'])
      if (id !== undefined) log.startChild(id, stringOf(payload['subagent_type']))
      break
    }
    case 'subagentStop': {
      const id = stringOf(payload['subagent_id'])
      if (id !== undefined && log.hasChild(id)) log.thread(id).reply(stringOf(payload['summary']))
      break
    }
    case 'stop':
      used(thread, event.at, payload)
      if (payload['status'] === 'aborted') {
        thread.settle(() => 'interrupted')
        thread.lifecycle('interrupt')
      } else thread.lifecycle(payload['status'] === 'error' ? 'api_error' : 'turn_end')
      break
  }
}

/** What was changed in a file; a call that names the file already gets what it lacks. */
function edited<Text extends string>(thread: HookThread<Text>, payload: JsonObject, alone: boolean): void {
  const path = stringOf(payload['file_path'])
  if (path === undefined) return
  const files: RawTouch[] = arrayOf(payload['edits'])
    .map(objectOf)
    .flatMap((edit) => (edit === undefined ? [] : [editTouch(path, edit['old_string'], edit['new_string'])]))
  if (alone) {
    thread.result({ name: 'Edit', args: { path }, ...(files.length === 0 ? {} : { files }) }, { outcome: 'ok' })
    return
  }
  const { latest } = thread
  if (latest === undefined || files.length === 0 || !['edit', 'write', 'other'].includes(latest.action)) return
  const told = latest.files.some(({ before, after }) => before !== undefined || after !== undefined)
  if (!told) thread.writer.builder.result(latest.callId, { outcome: 'pending', files })
}

/** Usage of a generation, which may be several requests. Whether input holds cached tokens is told by no document, only by their sizes. */
function used<Text extends string>(thread: HookThread<Text>, at: number | undefined, payload: JsonObject): void {
  const id = stringOf(payload['generation_id'])
  const usage = usageOf(payload)
  if (id === undefined || usage === undefined) return
  const model = stringOf(payload['model_id']) ?? stringOf(payload['model'])
  thread.writer.builder.response({
    id,
    ...(model === undefined ? {} : { model }),
    ...(at === undefined ? {} : { at }),
    aggregate: true,
    usage,
  })
}

function usageOf(payload: JsonObject): Usage | undefined {
  const input = countOf(payload['input_tokens'])
  const outputTokens = countOf(payload['output_tokens'])
  const cacheReadTokens = countOf(payload['cache_read_tokens'])
  const cacheWriteTokens = countOf(payload['cache_write_tokens'])
  const cached = cacheReadTokens + cacheWriteTokens
  if (input + outputTokens + cached === 0) return undefined
  return {
    ...noUsage,
    inputTokens: cached <= input ? input - cached : input,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens,
  }
}

function timed(payload: JsonObject): Pick<CallEnd, 'durationMs'> {
  const durationMs = numberOf(payload['duration']) ?? numberOf(payload['duration_ms'])
  return durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }
}

function failureOutcome(type: unknown): ToolOutcome {
  return type === 'permission_denied' ? 'denied' : 'error'
}

/** Hooks name a file `file_path` where the transcript has `path`. */
function withPath(args: JsonObject): JsonObject {
  const { file_path: filePath, target_file: targetFile, ...rest } = args
  const path = args['path'] ?? filePath ?? targetFile
  return path === undefined ? args : { ...rest, path }
}

/** Values that come as JSON text; any other text stays what it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function textOf(output: unknown): string {
  if (typeof output === 'string') return output
  const told = objectOf(output)
  const text = stringOf(told?.['output']) ?? stringOf(told?.['stdout']) ?? stringOf(told?.['content'])
  if (text !== undefined) return text
  const blocks = arrayOf(told?.['content']).flatMap((item) => stringOf(objectOf(item)?.['text']) ?? [])
  return blocks.length > 0 ? blocks.join('\n') : output === undefined || output === null ? '' : JSON.stringify(output)
}
