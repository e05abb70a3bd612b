import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { SessionBuilder } from '../../session-builder.ts'
import { Calls } from './calls.ts'
import { Conversation } from './conversation.ts'
import { Replay } from './replay.ts'
import { Responses } from './responses.ts'
import { SIDE_EVENTS, SIDE_ITEMS, SIDE_THREAD_ITEMS, WRAPPED_ROWS } from './row-types.ts'
import { Rows } from './rows.ts'
import { tools } from './tools.ts'

/** Items of the model's conversation, which the first versions wrote without a wrapper. */
const BARE_ITEMS = /^(?:message|reasoning|(?:custom_tool|function|local_shell|web_search)_call(?:_output)?)$/

/** How surely a row is Codex's. */
export function recognise(row: JsonObject): number {
  const type = row['type']
  if (typeof type === 'string' && WRAPPED_ROWS.has(type) && objectOf(row['payload']) !== undefined) return 1
  if (row['record_type'] === 'state') return 1
  if (
    type === undefined &&
    'instructions' in row &&
    typeof row['id'] === 'string' &&
    typeof row['timestamp'] === 'string'
  )
    return 0.9
  if (typeof type === 'string' && BARE_ITEMS.test(type)) {
    if (type === 'message') return typeof row['role'] === 'string' && Array.isArray(row['content']) ? 0.5 : 0
    return 'call_id' in row || 'summary' in row || 'action' in row ? 0.6 : 0
  }
  const drifted =
    typeof row['created_at'] === 'string' &&
    (typeof row['role'] === 'string' || /^function_(?:call|result)$/.test(String(type)))
  return drifted ? 0.2 : 0
}

/** Opens a reader for one rollout file. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #responses: Responses<Text>
  readonly #rows: Rows<Text>
  readonly #talk: Conversation<Text>
  readonly #calls: Calls<Text>
  readonly #replay = new Replay()
  readonly #path: string
  #threadId: string | undefined
  #tools: Set<string> | undefined
  #startedAt: number | undefined
  #imported = false

  constructor({ text, path }: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('codex', tools, text)
    this.#responses = new Responses(this.#builder)
    this.#rows = new Rows(this.#builder, this.#responses)
    this.#talk = new Conversation(this.#rows)
    this.#calls = new Calls(this.#rows)
    this.#path = path ?? ''
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const at = timeOf(row['timestamp']) ?? timeOf(row['created_at'])
    this.#rows.start(line, at)
    const type = row['type']
    const payload = objectOf(row['payload'])
    const wrapped = typeof type === 'string' && WRAPPED_ROWS.has(type)
    if (wrapped && payload === undefined) return 'bad'
    if (type === 'session_meta' && payload !== undefined) return this.#meta(payload, at)
    const copied = this.#replay.isCopied(row, at)
    if (!copied) {
      this.#builder.seen(at)
      this.#startedAt ??= at
    }
    if (!wrapped || payload === undefined) return this.#bare(row, at)
    return copied ? this.#copied(type, payload, line, at) : this.#own(type, payload, line, at)
  }

  end = (): Session<Text> => {
    this.#calls.finish()
    this.#responses.close()
    if (this.#tools !== undefined) this.#builder.facts({ toolsOffered: [...this.#tools].sort() })
    const named = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl(?:\.zst)?$/i.exec(
      this.#path,
    )?.[1]
    return this.#builder.build(named ?? (this.#startedAt === undefined ? 'unknown' : `codex-${this.#startedAt}`))
  }

  /** The first `session_meta` is the file's own; others are the parent's in a replay, or mark that the session was taken up again. */
  #meta(meta: JsonObject, at: number | undefined): RowVerdict {
    const id = stringOf(meta['id'])
    if (id === undefined) return 'bad'
    if (this.#threadId !== undefined) {
      if (this.#replay.parent(meta)) return 'known'
      this.#builder.seen(at)
      this.#talk.lifecycle('resume')
      return 'known'
    }
    this.#threadId = id
    this.#responses.threadId = id
    this.#replay.begin(meta, at)
    this.#startedAt ??= at
    this.#builder.seen(timeOf(meta['timestamp']))
    this.#builder.seen(at)
    const git = objectOf(meta['git'])
    const cwd = stringOf(meta['cwd'])
    this.#rows.cwd = cwd
    this.#builder.facts({
      id,
      agentVersion: stringOf(meta['cli_version']),
      cwd,
      gitBranch: stringOf(git?.['branch']),
      gitCommit: stringOf(git?.['commit_hash']),
    })
    this.#kinship(meta, id)
    return 'known'
  }

  #kinship(meta: JsonObject, id: string): void {
    const source = objectOf(meta['source'])?.['subagent']
    const spawn = objectOf(objectOf(source)?.['thread_spawn'])
    const root = stringOf(meta['session_id'])
    const forkedFrom = stringOf(meta['forked_from_id'])
    const parent =
      stringOf(meta['parent_thread_id']) ?? stringOf(spawn?.['parent_thread_id']) ?? (root === id ? undefined : root)
    const isChild =
      source !== undefined || stringOf(meta['parent_thread_id']) !== undefined || meta['thread_source'] === 'subagent'
    this.#rows.isChild = isChild
    this.#responses.inherits = isChild || forkedFrom !== undefined
    if (!isChild) {
      this.#builder.facts({ forkedFrom })
      return
    }
    const path = stringOf(meta['agent_path']) ?? stringOf(spawn?.['agent_path'])
    const agentType =
      stringOf(meta['agent_role']) ??
      stringOf(spawn?.['agent_role']) ??
      path?.slice(path.lastIndexOf('/') + 1) ??
      stringOf(meta['agent_nickname']) ??
      stringOf(source) ??
      stringOf(objectOf(source)?.['other'])
    this.#builder.facts({
      parent: { sessionId: parent ?? forkedFrom ?? 'unknown', ...(agentType === undefined ? {} : { agentType }) },
    })
  }

  /** Of a copied row only its usage is noted, and the settings that go on to hold. */
  #copied(type: unknown, payload: JsonObject, line: number, at: number | undefined): RowVerdict {
    if (type === 'token_usage_record') this.#responses.record(payload, line, at, true)
    else if (type === 'event_msg' && payload['type'] === 'token_count') {
      this.#responses.tokenCount(objectOf(payload['info']), line, at, true)
    } else if (type === 'turn_context') this.#responses.model = stringOf(payload['model']) ?? this.#responses.model
    return 'known'
  }

  #own(type: unknown, payload: JsonObject, line: number, at: number | undefined): RowVerdict {
    switch (type) {
      case 'response_item':
        return this.#item(payload)
      case 'event_msg':
        return this.#event(payload, line, at)
      case 'turn_context':
        return this.#turnContext(payload)
      case 'token_usage_record':
        return verdict(this.#responses.record(payload, line, at, false))
      case 'compacted':
        this.#talk.compacted(payload)
        return 'known'
      case 'inter_agent_communication':
        this.#talk.agentMessage(payload)
        return 'known'
      default:
        return 'known'
    }
  }

  #turnContext(payload: JsonObject): RowVerdict {
    const cwd = stringOf(payload['cwd'])
    if (cwd !== undefined) {
      this.#rows.cwd = cwd
      this.#builder.facts({ cwd })
    }
    this.#turn(payload)
    this.#responses.model = stringOf(payload['model']) ?? this.#responses.model
    this.#talk.settings(payload)
    return 'known'
  }

  /** Turns of a session imported from another agent were paid for there. */
  #turn(payload: JsonObject): void {
    const id = stringOf(payload['turn_id'])
    if (id !== undefined) this.#imported = id.startsWith('external-import-turn-')
  }

  /** An item of the model's conversation. */
  #item(payload: JsonObject): RowVerdict {
    const type = payload['type']
    switch (type) {
      case 'message':
        return verdict(this.#talk.message(payload))
      case 'reasoning':
        this.#talk.thinking(
          [...texts(payload['summary']), ...texts(payload['content'])],
          'item',
          stringOf(payload['id']),
        )
        return 'known'
      case 'function_call':
      case 'custom_tool_call':
      case 'local_shell_call':
      case 'tool_search_call':
        return verdict(this.#calls.start(payload))
      case 'function_call_output':
      case 'custom_tool_call_output':
      case 'tool_search_output':
        return verdict(this.#calls.output(payload))
      case 'web_search_call':
        this.#calls.webSearch(payload, 'item')
        return 'known'
      case 'image_generation_call':
        return verdict(this.#calls.done(stringOf(payload['id']), 'image_generation', imageArguments(payload)))
      case 'additional_tools':
        this.#offer(arrayOf(payload['tools']))
        return 'known'
      case 'agent_message':
        return verdict(this.#talk.agentMessage(payload))
      case 'tool_call':
      case 'tool_result':
        return this.#drifted(payload)
    }
    return typeof type === 'string' && SIDE_ITEMS.has(type) ? 'known' : 'unknown'
  }

  /** An event for the screen. */
  #event(payload: JsonObject, line: number, at: number | undefined): RowVerdict {
    const type = payload['type']
    const callId = stringOf(payload['call_id'])
    switch (type) {
      case 'token_count': {
        const grew = this.#responses.tokenCount(objectOf(payload['info']), line, at, this.#imported)
        this.#talk.contextSized(grew ? undefined : this.#responses.contextTokens)
        return 'known'
      }
      case 'user_message':
        return verdict(this.#talk.userMessage(payload))
      case 'agent_message':
        this.#talk.reply(stringOf(payload['message']) ?? '', 'event')
        return 'known'
      case 'agent_reasoning':
        this.#talk.thinking([stringOf(payload['text']) ?? ''], 'event')
        return 'known'
      case 'item_completed':
        return this.#threadItem(objectOf(payload['item']))
      case 'exec_command_end':
        return verdict(this.#calls.commandEnded(payload, callId))
      case 'patch_apply_end':
        return verdict(this.#calls.patchEnded(payload, callId))
      case 'mcp_tool_call_end':
        return verdict(this.#calls.mcpEnded(payload, callId))
      case 'web_search_end':
        this.#calls.webSearch(payload, 'event')
        return 'known'
      case 'view_image_tool_call':
        return verdict(this.#calls.done(callId, 'view_image', { path: payload['path'] }))
      case 'image_generation_end':
        return verdict(this.#calls.done(callId, 'image_generation', imageArguments(payload)))
      case 'dynamic_tool_call_request':
      case 'dynamic_tool_call_response':
        return verdict(this.#calls.dynamicTool(payload, type === 'dynamic_tool_call_response'))
      case 'collab_agent_spawn_end':
        this.#calls.spawned(callId, stringOf(payload['new_thread_id']))
        return 'known'
      case 'sub_agent_activity':
        if (payload['kind'] === 'started')
          this.#calls.spawned(stringOf(payload['event_id']), stringOf(payload['agent_thread_id']))
        return 'known'
    }
    return this.#stateEvent(type, payload)
  }

  /** An event that tells of the session's own state. */
  #stateEvent(type: unknown, payload: JsonObject): RowVerdict {
    switch (type) {
      case 'task_started':
      case 'turn_started':
        this.#responses.close()
        this.#turn(payload)
        this.#talk.turnStarted()
        return 'known'
      case 'task_complete':
      case 'turn_complete':
        this.#responses.close()
        this.#talk.turnEnded(payload)
        return 'known'
      case 'turn_aborted':
        this.#calls.interrupted()
        this.#responses.close()
        this.#talk.turnAborted(payload)
        return 'known'
      case 'context_compacted':
        this.#talk.compactionTold()
        return 'known'
      case 'thread_rolled_back':
        this.#talk.lifecycle('rewind', `${Number(payload['num_turns']) || 1} turns`)
        return 'known'
      case 'undo_completed':
        if (payload['success'] === true) this.#talk.lifecycle('rewind', stringOf(payload['message']))
        return 'known'
      case 'thread_name_updated': {
        const title = stringOf(payload['thread_name'])
        if (title !== undefined) this.#builder.title(title)
        return 'known'
      }
      case 'entered_review_mode':
        this.#talk.lifecycle('mode', 'review')
        return 'known'
      case 'exited_review_mode':
        this.#talk.lifecycle('mode', 'default')
        return 'known'
      case 'error':
      case 'stream_error':
        this.#talk.failed(payload)
        return 'known'
    }
    return typeof type === 'string' && SIDE_EVENTS.has(type) ? 'known' : 'unknown'
  }

  /** An item of the shown history (0.149 and later). */
  #threadItem(item: JsonObject | undefined): RowVerdict {
    const id = stringOf(item?.['id'])
    if (item === undefined) return 'bad'
    switch (item['type']) {
      case 'UserMessage':
        this.#talk.userItem(item)
        return 'known'
      case 'AgentMessage':
        this.#talk.reply(texts(item['content']).join('\n'), 'event', id)
        return 'known'
      case 'Reasoning':
        this.#talk.thinking([...texts(item['summary_text']), ...texts(item['raw_content'])], 'event', id)
        return 'known'
      case 'CommandExecution':
        return verdict(this.#calls.commandEnded(item, id))
      case 'FileChange':
        return verdict(this.#calls.patchEnded(item, id))
      case 'McpToolCall':
        return verdict(this.#calls.mcpEnded(item, id))
      case 'DynamicToolCall':
        return verdict(this.#calls.dynamicTool(item, true))
      case 'WebSearch':
        this.#calls.webSearch(item, 'event')
        return 'known'
      case 'Extension':
        if ('query' in item || objectOf(item['action']) !== undefined) this.#calls.webSearch(item, 'event')
        return 'known'
      case 'ImageView':
        return verdict(this.#calls.done(id, 'view_image', { path: item['path'] }))
      case 'ImageGeneration':
        return verdict(this.#calls.done(id, 'image_generation', imageArguments(item)))
      case 'SubAgentActivity':
        if (item['kind'] === 'started') this.#calls.spawned(id, stringOf(item['agent_thread_id']))
        return 'known'
      case 'CollabAgentToolCall':
        if (/spawn/i.test(String(item['tool'])))
          this.#calls.spawned(id, stringOf(arrayOf(item['receiver_thread_ids'])[0]))
        return 'known'
      case 'ContextCompaction':
        this.#talk.compactionTold()
        return 'known'
    }
    return SIDE_THREAD_ITEMS.has(String(item['type'])) ? 'known' : 'unknown'
  }

  /** Rows without a wrapper: before September 2025, and shapes that drifted from it. */
  #bare(row: JsonObject, at: number | undefined): RowVerdict {
    const type = row['type']
    if (row['record_type'] !== undefined) return 'known'
    if (type === undefined && typeof row['id'] === 'string' && 'instructions' in row) return this.#meta(row, at)
    if (type === 'function_result' || (type === 'function_call' && objectOf(row['function']) !== undefined))
      return this.#drifted(row)
    if (typeof type === 'string' && BARE_ITEMS.test(type)) return this.#item(row)
    const role = row['role']
    const text = stringOf(row['content']) ?? stringOf(row['message'])
    if (type !== undefined || typeof role !== 'string' || text === undefined) return 'unknown'
    this.#responses.model ??= stringOf(row['model'])
    return this.#item({ type: 'message', role, content: text })
  }

  #drifted(row: JsonObject): RowVerdict {
    const name = stringOf(row['name']) ?? stringOf(objectOf(row['function'])?.['name'])
    if (name === undefined) return 'bad'
    if (row['result'] === undefined) this.#calls.unnamedCall(name, objectOf(row['arguments']) ?? {})
    else this.#calls.unnamedResult(name, row['result'])
    return 'known'
  }

  /** Tools on offer, as the names under which they are called. */
  #offer(offered: readonly unknown[]): void {
    for (const item of offered) {
      const tool = objectOf(item)
      const inner = arrayOf(tool?.['tools'])
      const name = stringOf(tool?.['name'])
      if (inner.length > 0) this.#offer(inner)
      else if (name !== undefined) {
        this.#tools ??= new Set()
        this.#tools.add(name)
      }
    }
  }
}

function verdict(fits: boolean): RowVerdict {
  return fits ? 'known' : 'bad'
}

/** Texts of a list of strings or of objects with `text`. */
function texts(list: unknown): string[] {
  return arrayOf(list).flatMap((item) =>
    typeof item === 'string' ? [item] : (stringOf(objectOf(item)?.['text']) ?? []),
  )
}

/** The prompt a picture was made from; the picture itself is left out. */
function imageArguments(payload: JsonObject): JsonObject {
  const prompt = stringOf(payload['revised_prompt'])
  return prompt === undefined ? {} : { prompt }
}
