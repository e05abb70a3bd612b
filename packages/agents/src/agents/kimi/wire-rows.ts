import type { RowVerdict } from '../../agent.ts'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { type Place, Thread, textOf, usageOf } from './thread.ts'

/** Types of messages that the older Kimi CLI writes. */
export const WIRE_ROWS: ReadonlySet<string> = new Set([
  'TurnBegin',
  'TurnEnd',
  'SteerInput',
  'StepBegin',
  'StepInterrupted',
  'StepRetry',
  'ContentPart',
  'ToolCall',
  'ToolCallPart',
  'ToolResult',
  'StatusUpdate',
  'SubagentEvent',
  'CompactionBegin',
  'CompactionEnd',
  'ApprovalRequest',
  'ApprovalResponse',
  'ApprovalRequestResolved',
  'QuestionRequest',
  'ToolCallRequest',
  'Notification',
  'PlanDisplay',
  'HookTriggered',
  'HookResolved',
  'MCPLoadingBegin',
  'MCPLoadingEnd',
  'MCPStatusSnapshot',
  'BtwBegin',
  'BtwEnd',
])

/** What must be remembered between rows of the older Kimi CLI. */
export class WireState<Text extends string> {
  readonly #text: TextPolicy<Text>
  /** Sub-agents by the call that started them. */
  readonly children: Map<string, Thread<Text>> = new Map()
  /** Steps have no id: the row that began one names it. */
  step: string | undefined

  constructor(text: TextPolicy<Text>) {
    this.#text = text
  }

  child(callId: string): Thread<Text> {
    const thread = this.children.get(callId) ?? new Thread(this.#text)
    this.children.set(callId, thread)
    return thread
  }
}

/** Reads one message of the older Kimi CLI. */
export function readWireRow<Text extends string>(
  thread: Thread<Text>,
  state: WireState<Text>,
  message: JsonObject,
  place: Place,
): RowVerdict {
  const type = String(message['type'])
  if (!WIRE_ROWS.has(type)) return 'unknown'
  const payload = objectOf(message['payload']) ?? {}
  switch (type) {
    case 'TurnBegin':
      thread.prompt(payload['user_input'], false, place)
      break
    case 'SteerInput':
      thread.prompt(payload['user_input'], true, place)
      break
    case 'StepBegin':
      state.step = `step-${place.line}`
      break
    case 'StepInterrupted':
      thread.interrupt(place)
      break
    case 'ContentPart':
      thread.part(payload, state.step, place)
      break
    case 'ToolCall': {
      const call = objectOf(payload['function'])
      const callId = stringOf(payload['id'])
      if (callId === undefined) return 'bad'
      thread.call(callId, stringOf(call?.['name']) ?? 'unknown', argumentsOf(call?.['arguments']), state.step, place)
      break
    }
    case 'ToolResult': {
      const callId = stringOf(payload['tool_call_id'])
      if (callId === undefined) return 'bad'
      const value = objectOf(payload['return_value']) ?? {}
      const raw = value['output']
      const output = typeof raw === 'string' ? raw : textOf(raw).text
      const text = output === '' ? (stringOf(value['message']) ?? '') : output
      const child = state.children.has(callId) ? callId : undefined
      if (value['is_error'] === true && /rejected by the user/i.test(stringOf(value['message']) ?? ''))
        thread.deny(callId)
      thread.result(callId, text, value['is_error'] === true, child, place)
      break
    }
    case 'StatusUpdate': {
      const usage = objectOf(payload['token_usage'])
      const id = stringOf(payload['message_id']) ?? `status-${place.at ?? place.line}`
      if (usage !== undefined) thread.response(id, undefined, usageOf(usage), place)
      break
    }
    case 'CompactionEnd':
      thread.compaction({}, 'unknown', place)
      break
    case 'SubagentEvent': {
      const callId = stringOf(payload['parent_tool_call_id']) ?? stringOf(payload['task_tool_call_id'])
      const event = objectOf(payload['event'])
      if (callId === undefined || event === undefined) return 'bad'
      subagentEvent(state.child(callId), state, event, place)
      break
    }
  }
  return 'known'
}

/** What happens in a sub-agent; what its parent tells it is no prompt. */
function subagentEvent<Text extends string>(
  child: Thread<Text>,
  state: WireState<Text>,
  event: JsonObject,
  place: Place,
): void {
  const before = state.step
  if (event['type'] === 'TurnBegin') {
    child.context('instructions', textOf(objectOf(event['payload'])?.['user_input']).text, place)
  } else if (event['type'] !== 'SubagentEvent') readWireRow(child, state, event, place)
  if (event['type'] !== 'StepBegin') state.step = before
}

function argumentsOf(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value) ?? {}
  try {
    return objectOf(JSON.parse(value)) ?? {}
  } catch {
    return {}
  }
}
