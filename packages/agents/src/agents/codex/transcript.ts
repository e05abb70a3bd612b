import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { SessionBuilder } from '../../session-builder.ts'
import { CallLog } from './call-log.ts'
import { Calls } from './calls.ts'
import { Conversation } from './conversation.ts'
import { DriftedCalls } from './drifted-calls.ts'
import { type EventSinks, readEvent } from './events.ts'
import { BARE_ITEMS, isFirstRow } from './recognise.ts'
import { Replay } from './replay.ts'
import { Responses } from './responses.ts'
import { SIDE_ITEMS, WRAPPED_ROWS } from './row-types.ts'
import { Rows } from './rows.ts'
import { kinshipOf } from './session-meta.ts'
import { SessionState } from './session-state.ts'
import { ToolEvents } from './tool-events.ts'
import { imageArguments, textsOf } from './tool-output.ts'
import { tools } from './tools.ts'
import { WebSearches } from './web-searches.ts'

/** Opens a reader for one rollout file. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #responses: Responses<Text>
  readonly #sinks: EventSinks<Text>
  readonly #drifted: DriftedCalls<Text>
  readonly #replay = new Replay()
  readonly #path: string
  readonly #offered = new Set<string>()
  #threadId: string | undefined
  #startedAt: number | undefined
  #imported = false

  constructor({ text, path }: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('codex', tools, text)
    this.#responses = new Responses(this.#builder)
    const rows = new Rows(this.#builder, this.#responses)
    const log = new CallLog(rows)
    const calls = new Calls(rows, log)
    this.#sinks = {
      rows,
      talk: new Conversation(rows),
      state: new SessionState(rows),
      calls,
      tools: new ToolEvents(log, calls.scripts),
      searches: new WebSearches(rows, log),
    }
    this.#drifted = new DriftedCalls(rows, log)
    this.#path = path ?? ''
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const at = timeOf(row['timestamp']) ?? timeOf(row['created_at'])
    this.#sinks.rows.start(line, at)
    const type = row['type']
    const payload = objectOf(row['payload'])
    const wrapped = typeof type === 'string' && WRAPPED_ROWS.has(type)
    if (wrapped && payload === undefined) return 'bad'
    if (wrapped && payload !== undefined && type === 'session_meta') return this.#meta(payload, at)
    const copied = this.#replay.isCopied(row, at)
    if (!copied) {
      this.#builder.seen(at)
      this.#startedAt ??= at
    }
    if (!wrapped || payload === undefined) return this.#bare(row, at)
    return copied ? this.#copied(type, payload, line, at) : this.#own(type, payload, line, at)
  }

  end = (): Session<Text> => {
    this.#sinks.calls.finish()
    this.#responses.close()
    if (this.#offered.size > 0) this.#builder.facts({ toolsOffered: [...this.#offered].sort() })
    const file = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl(?:\.zst)?$/i.exec(this.#path)?.[1]
    return this.#builder.build(file ?? (this.#startedAt === undefined ? 'unknown' : `codex-${this.#startedAt}`))
  }

  /** The first `session_meta` is the file's own; others are the parent's in a replay, or mark that the session was taken up again. */
  #meta(meta: JsonObject, at: number | undefined): RowVerdict {
    const id = stringOf(meta['id'])
    if (id === undefined) return 'bad'
    if (this.#threadId !== undefined) {
      if (this.#replay.parent(meta)) return 'known'
      this.#builder.seen(at)
      this.#sinks.state.lifecycle('resume')
      return 'known'
    }
    this.#threadId = id
    this.#responses.threadId = id
    this.#replay.begin(meta, at)
    this.#startedAt ??= at
    this.#builder.seen(timeOf(meta['timestamp']))
    this.#builder.seen(at)
    const git = objectOf(meta['git'])
    const { isChild, parent, forkedFrom } = kinshipOf(meta)
    this.#sinks.rows.isChild = isChild
    this.#sinks.rows.cwd = stringOf(meta['cwd'])
    this.#responses.inherits = isChild || forkedFrom !== undefined
    this.#builder.facts({
      id,
      agentVersion: stringOf(meta['cli_version']),
      cwd: stringOf(meta['cwd']),
      gitBranch: stringOf(git?.['branch']),
      gitCommit: stringOf(git?.['commit_hash']),
      parent,
      forkedFrom,
    })
    return 'known'
  }

  /** Of a copied row only its usage is noted, and the model that goes on to answer. */
  #copied(type: unknown, payload: JsonObject, line: number, at: number | undefined): RowVerdict {
    if (type === 'token_usage_record') this.#responses.record(payload, line, at, true)
    else if (type === 'turn_context') this.#responses.model = stringOf(payload['model']) ?? this.#responses.model
    else if (payload['type'] === 'token_count') {
      this.#responses.tokenCount(objectOf(payload['info']), line, at, true)
    }
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
        return this.#responses.record(payload, line, at, this.#imported) ? 'known' : 'bad'
      case 'compacted':
        this.#sinks.state.compacted(payload)
        return 'known'
      case 'inter_agent_communication':
        this.#sinks.talk.agentMessage(payload)
        return 'known'
      default:
        return 'known'
    }
  }

  #event(payload: JsonObject, line: number, at: number | undefined): RowVerdict {
    this.#turn(payload)
    if (payload['type'] !== 'token_count') return readEvent(payload, this.#sinks)
    const grew = this.#responses.tokenCount(objectOf(payload['info']), line, at, this.#imported)
    this.#sinks.state.contextSized(grew ? undefined : this.#responses.contextTokens)
    return 'known'
  }

  #turnContext(payload: JsonObject): RowVerdict {
    this.#turn(payload)
    const cwd = stringOf(payload['cwd'])
    if (cwd !== undefined) {
      this.#sinks.rows.cwd = cwd
      this.#builder.facts({ cwd })
    }
    this.#responses.model = stringOf(payload['model']) ?? this.#responses.model
    this.#sinks.state.settings(payload)
    return 'known'
  }

  /** Turns of a session imported from another agent were paid for there. */
  #turn(payload: JsonObject): void {
    const id = stringOf(payload['turn_id'])
    if (id !== undefined) this.#imported = id.startsWith('external-import-turn-')
  }

  /** An item of the model's conversation. */
  #item(payload: JsonObject): RowVerdict {
    const { talk, calls, searches } = this.#sinks
    const type = payload['type']
    switch (type) {
      case 'message':
        return verdict(talk.message(payload))
      case 'reasoning': {
        const parts = [...textsOf(payload['summary']), ...textsOf(payload['content'])]
        talk.thinking(parts, 'item', stringOf(payload['id']))
        return 'known'
      }
      case 'function_call':
      case 'custom_tool_call':
      case 'local_shell_call':
      case 'tool_search_call':
        return verdict(calls.start(payload))
      case 'function_call_output':
      case 'custom_tool_call_output':
      case 'tool_search_output':
        return verdict(calls.output(payload))
      case 'web_search_call':
        searches.search(payload, 'item')
        return 'known'
      case 'image_generation_call':
        return verdict(this.#sinks.tools.whole(stringOf(payload['id']), 'image_generation', imageArguments(payload)))
      case 'additional_tools':
        this.#offer(arrayOf(payload['tools']))
        return 'known'
      case 'agent_message':
        return verdict(talk.agentMessage(payload))
      case 'tool_call':
      case 'tool_result':
        return verdict(this.#drifted.read(payload))
    }
    return typeof type === 'string' && SIDE_ITEMS.has(type) ? 'known' : 'unknown'
  }

  /** Rows without a wrapper: before September 2025, and shapes that drifted from it. */
  #bare(row: JsonObject, at: number | undefined): RowVerdict {
    const type = row['type']
    if (row['record_type'] !== undefined) return 'known'
    if (isFirstRow(row)) return this.#meta(row, at)
    if (type === 'function_result' || (type === 'function_call' && objectOf(row['function']) !== undefined)) {
      return verdict(this.#drifted.read(row))
    }
    if (typeof type === 'string' && BARE_ITEMS.test(type)) return this.#item(row)
    const role = row['role']
    const text = stringOf(row['content']) ?? stringOf(row['message'])
    if (type !== undefined || typeof role !== 'string' || text === undefined) return 'unknown'
    this.#responses.model ??= stringOf(row['model'])
    return this.#item({ type: 'message', role, content: text })
  }

  /** Tools on offer, as the names under which they are called. */
  #offer(offered: readonly unknown[]): void {
    for (const item of offered) {
      const tool = objectOf(item)
      const inner = arrayOf(tool?.['tools'])
      const name = stringOf(tool?.['name'])
      if (inner.length > 0) for (const part of inner) this.#offer([part])
      else if (name !== undefined) this.#offered.add(name)
    }
  }
}

function verdict(fits: boolean): RowVerdict {
  return fits ? 'known' : 'bad'
}
