import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { buildConversation, type Dropped, type StoredMessage, type StoredPart } from './conversation.ts'
import { SIDE_TABLES } from './recognise.ts'
import { responseIds } from './response-ids.ts'

/** Opens a reader for one OpenCode session and its sub-agents, in any of the forms in which OpenCode hands them out. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

interface StoredSession {
  readonly id: string
  info: JsonObject
  readonly messages: Map<string, StoredMessage>
}

/**
 * Gathers sessions, messages and parts by their ids, because rows of the database are updated in place and a part may be told
 * before its message, and turns them into events at the end.
 */
class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #options: ReadOptions<Text>
  readonly #sessions = new Map<string, StoredSession>()
  readonly #dropped: Dropped[] = []
  /** Parents that sessions have named. */
  readonly #parents = new Set<string>()
  #told = 0
  #count = 0

  constructor(options: ReadOptions<Text>) {
    this.#options = options
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const table = row['table']
    if (table !== undefined) return this.#tableRow(table, row, line)
    if (Array.isArray(row['messages'])) return this.#export(row, line)
    if (objectOf(row['part']) !== undefined) return this.#event(row, line)
    if (row['type'] === 'error' && 'error' in row) return this.#errorEvent(row, line)
    if (typeof row['messageID'] === 'string') return this.#part(row, row, line)
    if (typeof row['sessionID'] === 'string' && 'role' in row) return this.#message(row, row)
    return this.#session(row, line)
  }

  end = (): Session<Text> => {
    const children = new Map<string, StoredSession[]>()
    let root: StoredSession | undefined
    for (const session of this.#sessions.values()) {
      const parentId = stringOf(session.info['parentID'])
      if (parentId === undefined || !this.#sessions.has(parentId) || parentId === session.id) root ??= session
      else {
        const siblings = children.get(parentId)
        if (siblings === undefined) children.set(parentId, [session])
        else siblings.push(session)
      }
    }
    if (root !== undefined) {
      const tree = [root, ...[...children.values()].flat()]
      return this.#build(root, children, responseIds(tree.flatMap(messagesOf)), 0)
    }
    // Sessions that are each other's children have no first one.
    const [any] = this.#sessions.values()
    if (any !== undefined) return this.#build(any, new Map(), responseIds(messagesOf(any)), 0)
    return buildConversation({}, 'unknown', [], [], [], new Map(), this.#options.text)
  }

  #build(
    { id, info, messages }: StoredSession,
    children: ReadonlyMap<string, readonly StoredSession[]>,
    ids: ReadonlyMap<StoredMessage, string>,
    depth: number,
  ): Session<Text> {
    const own = depth >= MAX_DEPTH ? [] : (children.get(id) ?? [])
    const sessions = own
      .map((child) => this.#build(child, children, ids, depth + 1))
      .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
    const inOrder = [...messages.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.order - b.order)
    const dropped = depth === 0 ? this.#dropped : []
    return buildConversation(info, id, inOrder, sessions, dropped, ids, this.#options.text)
  }

  /** A row of `opencode.db`, its columns beside `table`; `data` is JSON text or the object it stands for. */
  #tableRow(table: unknown, row: JsonObject, line: number): RowVerdict {
    if (typeof table !== 'string') return 'unknown'
    if (table === 'session') return this.#session(sessionInfo(row), line)
    if (table !== 'message' && table !== 'part') return SIDE_TABLES.has(table) ? 'known' : 'unknown'
    const data = jsonOf(row['data'])
    if (data === undefined) return 'bad'
    const own = { id: row['id'], sessionID: row['session_id'], messageID: row['message_id'] }
    if (table === 'message') {
      return this.#message({ ...data, ...own }, { time: { created: row['time_created'] }, ...data })
    }
    return this.#part({ ...data, ...own }, { time: { start: row['time_created'] } }, line)
  }

  #export(row: JsonObject, line: number): RowVerdict {
    const info = objectOf(row['info'])
    if (info === undefined || this.#session(info, line) === 'bad') return 'bad'
    for (const item of arrayOf(row['messages'])) {
      const message = objectOf(item)
      const messageInfo = objectOf(message?.['info'])
      if (messageInfo === undefined) continue
      const owner = { sessionID: info['id'], ...messageInfo }
      this.#message(owner, owner)
      for (const part of arrayOf(message?.['parts'])) {
        const own = objectOf(part)
        if (own !== undefined) this.#part({ sessionID: info['id'], messageID: messageInfo['id'], ...own }, own, line)
      }
    }
    return 'known'
  }

  /** An event of `opencode run --format json`: a finished part of an answer. The prompt and the message itself are not told. */
  #event(row: JsonObject, line: number): RowVerdict {
    const part = objectOf(row['part']) as JsonObject
    const message = this.#messageOf(stringOf(row['sessionID']), stringOf(part['messageID']))
    if (message === undefined) return 'bad'
    const at = timeOf(row['timestamp'])
    message.info ??= { role: 'assistant', time: { completed: row['timestamp'] } }
    if (message.at === undefined && at !== undefined) message.at = at
    if (part['type'] === 'step-finish') {
      const { tokens } = part
      message.info = { ...message.info, tokens }
      message.line = line
    }
    return this.#part(part, { time: { start: row['timestamp'] } }, line, line)
  }

  #errorEvent(row: JsonObject, line: number): RowVerdict {
    const message = this.#messageOf(stringOf(row['sessionID']), `error-${line}`)
    if (message === undefined) return 'bad'
    message.info = { role: 'assistant', error: row['error'], time: { created: row['timestamp'] } }
    message.line = line
    const at = timeOf(row['timestamp'])
    if (at !== undefined) message.at = at
    return 'known'
  }

  #session(info: JsonObject, line: number): RowVerdict {
    const id = stringOf(info['id'])
    if (id === undefined) return 'unknown'
    if (objectOf(info['time']) === undefined && info['directory'] === undefined) return 'unknown'
    const known = this.#sessions.get(id)
    const parentId = stringOf(info['parentID'])
    const tied = this.#parents.has(id) || (parentId !== undefined && this.#sessions.has(parentId))
    // Two sessions without a tie between them cannot be told as one.
    if (known === undefined && this.#told > 0 && !tied) return 'bad'
    if (parentId !== undefined) this.#parents.add(parentId)
    this.#told += 1
    if (known === undefined) this.#sessions.set(id, { id, info, messages: new Map() })
    else known.info = info
    if (objectOf(info['tokens']) !== undefined) this.#dropped.push({ line, reason: 'cumulative' })
    return 'known'
  }

  #message(info: JsonObject, timed: JsonObject): RowVerdict {
    const message = this.#messageOf(stringOf(info['sessionID']), stringOf(info['id']))
    if (message === undefined || typeof info['role'] !== 'string') return 'bad'
    message.info = info
    const at = timeOf(objectOf(timed['time'])?.['created'])
    if (at !== undefined) message.at = at
    return 'known'
  }

  #part(part: JsonObject, timed: JsonObject, line: number, eventLine?: number): RowVerdict {
    const sessionId = stringOf(part['sessionID'])
    const messageId = stringOf(part['messageID'])
    const id = stringOf(part['id'])
    const type = stringOf(part['type'])
    const message = this.#messageOf(sessionId, messageId)
    if (message === undefined || messageId === undefined || id === undefined || type === undefined) return 'bad'
    if (type === 'step-finish') this.#dropped.push({ line, message, reason: 'repeat' })
    const at = timeOf(objectOf(part['time'])?.['start']) ?? timeOf(objectOf(timed['time'])?.['start'])
    const stored: StoredPart = {
      id,
      type,
      part,
      ...(at === undefined ? {} : { at }),
      ...(eventLine === undefined ? {} : { line: eventLine }),
    }
    message.parts.set(id, stored)
    return PARTS.has(type) ? 'known' : 'unknown'
  }

  #messageOf(sessionId: string | undefined, id: string | undefined): StoredMessage | undefined {
    if (sessionId === undefined || id === undefined) return undefined
    let session = this.#sessions.get(sessionId)
    if (session === undefined) {
      session = { id: sessionId, info: {}, messages: new Map() }
      this.#sessions.set(sessionId, session)
    }
    let message = session.messages.get(id)
    if (message === undefined) {
      message = { id, order: this.#count++, parts: new Map() }
      session.messages.set(id, message)
    }
    return message
  }
}

/** Sub-agents of sub-agents below this are left out; real ones go two or three deep. */
const MAX_DEPTH = 32

/** Kinds of parts known to OpenCode 1.18. */
const PARTS: ReadonlySet<string> = new Set([
  'text',
  'reasoning',
  'tool',
  'file',
  'agent',
  'subtask',
  'step-start',
  'step-finish',
  'snapshot',
  'patch',
  'compaction',
  'retry',
])

function messagesOf({ messages }: StoredSession): StoredMessage[] {
  return [...messages.values()]
}

/** The columns of the table `session` under the names that documents use. */
function sessionInfo(row: JsonObject): JsonObject {
  return {
    ...(jsonOf(row['data']) ?? {}),
    id: row['id'],
    parentID: row['parent_id'],
    directory: row['directory'],
    title: row['title'],
    version: row['version'],
    time: { created: row['time_created'], updated: row['time_updated'] },
    ...('tokens_input' in row ? { tokens: {} } : {}),
  }
}

function jsonOf(value: unknown): JsonObject | undefined {
  if (typeof value !== 'string') return objectOf(value)
  try {
    return objectOf(JSON.parse(value))
  } catch {
    return undefined
  }
}
