import type { RowVerdict } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { Calls } from './calls.ts'
import type { Conversation } from './conversation.ts'
import { SIDE_EVENTS, SIDE_THREAD_ITEMS } from './row-types.ts'
import type { Rows } from './rows.ts'
import type { SessionState } from './session-state.ts'
import type { ToolEvents } from './tool-events.ts'
import { imageArguments, textsOf } from './tool-output.ts'
import type { WebSearches } from './web-searches.ts'

/** The parts of the reader that events feed. */
export interface EventSinks<Text extends string> {
  readonly rows: Rows<Text>
  readonly talk: Conversation<Text>
  readonly state: SessionState<Text>
  readonly calls: Calls<Text>
  readonly tools: ToolEvents<Text>
  readonly searches: WebSearches<Text>
}

/** Reads an `event_msg`, told for the screen; `token_count` and the turn's own events are read elsewhere. */
export function readEvent<Text extends string>(payload: JsonObject, to: EventSinks<Text>): RowVerdict {
  const type = payload['type']
  const callId = stringOf(payload['call_id'])
  switch (type) {
    case 'user_message':
      return verdict(to.talk.userMessage(payload))
    case 'agent_message':
      to.talk.reply(stringOf(payload['message']) ?? '', 'event')
      return 'known'
    case 'agent_reasoning':
      to.talk.thinking([stringOf(payload['text']) ?? ''], 'event')
      return 'known'
    case 'item_completed':
      return readThreadItem(objectOf(payload['item']), to)
    case 'exec_command_end':
      return verdict(to.tools.command(payload, callId))
    case 'patch_apply_end':
      return verdict(to.tools.patch(payload, callId))
    case 'mcp_tool_call_end':
      return verdict(to.tools.mcp(payload, callId))
    case 'web_search_end':
      to.searches.search(payload, 'event')
      return 'known'
    case 'view_image_tool_call':
      return verdict(to.tools.whole(callId, 'view_image', { path: payload['path'] }))
    case 'image_generation_end':
      return verdict(to.tools.whole(callId, 'image_generation', imageArguments(payload)))
    case 'dynamic_tool_call_request':
    case 'dynamic_tool_call_response':
      return verdict(to.tools.dynamic(payload, type === 'dynamic_tool_call_response'))
    case 'collab_agent_spawn_end':
      to.tools.spawned(callId, stringOf(payload['new_thread_id']))
      return 'known'
    case 'sub_agent_activity':
      if (payload['kind'] === 'started') {
        to.tools.spawned(stringOf(payload['event_id']), stringOf(payload['agent_thread_id']))
      }
      return 'known'
  }
  return readStateEvent(payload, to)
}

/** An event that tells of the session's own state. */
function readStateEvent<Text extends string>(
  payload: JsonObject,
  { rows, state, calls }: EventSinks<Text>,
): RowVerdict {
  const type = payload['type']
  switch (type) {
    case 'task_started':
    case 'turn_started':
      rows.responses.close()
      state.turnStarted()
      return 'known'
    case 'task_complete':
    case 'turn_complete':
      rows.responses.close()
      state.turnEnded(payload)
      return 'known'
    case 'turn_aborted':
      calls.interrupt()
      rows.responses.close()
      state.turnAborted(payload)
      return 'known'
    case 'context_compacted':
      state.compactionTold()
      return 'known'
    case 'thread_rolled_back':
      state.lifecycle('rewind', `${Number(payload['num_turns']) || 1} turns`)
      return 'known'
    case 'undo_completed':
      if (payload['success'] === true) state.lifecycle('rewind', stringOf(payload['message']))
      return 'known'
    case 'thread_name_updated': {
      const title = stringOf(payload['thread_name'])
      if (title !== undefined) rows.builder.title(title)
      return 'known'
    }
    case 'entered_review_mode':
      state.lifecycle('mode', 'review')
      return 'known'
    case 'exited_review_mode':
      state.lifecycle('mode', 'default')
      return 'known'
    case 'error':
    case 'stream_error':
      state.failed(payload)
      return 'known'
  }
  return typeof type === 'string' && SIDE_EVENTS.has(type) ? 'known' : 'unknown'
}

/** An item of the shown history (0.149 and later). */
function readThreadItem<Text extends string>(item: JsonObject | undefined, to: EventSinks<Text>): RowVerdict {
  if (item === undefined) return 'bad'
  const id = stringOf(item['id'])
  switch (item['type']) {
    case 'UserMessage':
      to.talk.userItem(item)
      return 'known'
    case 'AgentMessage':
      to.talk.reply(textsOf(item['content']).join('\n'), 'event', id)
      return 'known'
    case 'Reasoning':
      to.talk.thinking([...textsOf(item['summary_text']), ...textsOf(item['raw_content'])], 'event', id)
      return 'known'
    case 'CommandExecution':
      return verdict(to.tools.command(item, id))
    case 'FileChange':
      return verdict(to.tools.patch(item, id))
    case 'McpToolCall':
      return verdict(to.tools.mcp(item, id))
    case 'DynamicToolCall':
      return verdict(to.tools.dynamic(item, true))
    case 'WebSearch':
      to.searches.search(item, 'event')
      return 'known'
    case 'Extension':
      if ('query' in item || objectOf(item['action']) !== undefined) to.searches.search(item, 'event')
      return 'known'
    case 'ImageView':
      return verdict(to.tools.whole(id, 'view_image', { path: item['path'] }))
    case 'ImageGeneration':
      return verdict(to.tools.whole(id, 'image_generation', imageArguments(item)))
    case 'SubAgentActivity':
      if (item['kind'] === 'started') to.tools.spawned(id, stringOf(item['agent_thread_id']))
      return 'known'
    case 'CollabAgentToolCall':
      if (/spawn/i.test(String(item['tool']))) {
        to.tools.spawned(id, stringOf(arrayOf(item['receiver_thread_ids'])[0]))
      }
      return 'known'
    case 'ContextCompaction':
      to.state.compactionTold()
      return 'known'
  }
  return SIDE_THREAD_ITEMS.has(String(item['type'])) ? 'known' : 'unknown'
}

function verdict(fits: boolean): RowVerdict {
  return fits ? 'known' : 'bad'
}
