import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { SIDE_ROWS } from './row-types.ts'
import { Thread } from './thread.ts'
import { childIdOf, textOf } from './tool-result.ts'

const CHAIN_ROWS = new Set(['user', 'assistant', 'system', 'attachment', 'progress'])

/** How surely a row is Claude Code's: rows of its relatives (Qwen) hold `message.parts` or a `provenance`. */
export function recognise(row: JsonObject): number {
  const type = row['type']
  if (typeof type !== 'string') return 0
  if (type === 'summary') return typeof row['leafUuid'] === 'string' ? 0.8 : 0
  if (type === 'file-history-snapshot') return 'snapshot' in row ? 0.8 : 0
  if (typeof row['sessionId'] !== 'string') return 0
  if (!CHAIN_ROWS.has(type))
    return SIDE_ROWS.has(type) || /^(?:ai-title|custom-title|permission-mode|pr-link)$/.test(type) ? 0.5 : 0
  if (typeof row['uuid'] !== 'string' || 'provenance' in row) return 0
  const message = objectOf(row['message'])
  if (message !== undefined && 'parts' in message) return 0
  return 'parentUuid' in row || 'isSidechain' in row ? 1 : 0.3
}

/** Opens a reader for one Claude Code transcript: a main session, or a sub-agent's own file. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

interface Child<Text extends string> {
  readonly thread: Thread<Text>
  readonly agentId: string
  callId?: string
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #options: ReadOptions<Text>
  readonly #main: Thread<Text>
  readonly #children = new Map<string, Child<Text>>()
  /** Root of each sidechain row without an agent id (before 2.0.60), by row uuid. */
  readonly #roots = new Map<string, string>()
  readonly #seen = new Set<string>()
  #sessionId: string | undefined
  #title: { readonly text: string; readonly rank: number } | undefined

  constructor(options: ReadOptions<Text>) {
    this.#options = options
    this.#main = new Thread(options.text, false)
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = row['type']
    if (typeof type !== 'string') return 'unknown'
    if (CHAIN_ROWS.has(type)) return this.#chainRow(type, row, line)
    return this.#sideRow(type, row, line)
  }

  end = (): Session<Text> => {
    const own = this.#ownId()
    if (this.#title !== undefined) this.#main.builder.title(this.#title.text)
    const children = [...this.#children.values()]
    const only = children.length === 1 ? children[0] : undefined
    const parent = own ?? 'unknown'
    for (const child of children) {
      child.thread.builder.facts({
        parent: { sessionId: parent, ...(child.callId === undefined ? {} : { callId: child.callId }) },
      })
    }
    // A sub-agent's own file holds nothing but its conversation.
    if (only !== undefined && this.#main.builder.eventCount === 0) {
      return only.thread.build(childIdOf(only.agentId), parent, [])
    }
    const sessions = children.map((child) => child.thread.build(childIdOf(child.agentId), parent, []))
    return this.#main.build(parent, parent, sessions)
  }

  #chainRow(type: string, row: JsonObject, line: number): RowVerdict {
    const sessionId = stringOf(row['sessionId'])
    if (sessionId !== undefined) this.#sessionId = sessionId
    const thread = type === 'progress' ? this.#main : this.#threadOf(row)
    const uuid = stringOf(row['uuid'])
    const repeated = uuid !== undefined && this.#seen.has(uuid)
    if (uuid !== undefined) this.#seen.add(uuid)
    // Compaction in the desktop app writes rows again, uuid and all: only the numbers may have grown.
    if (repeated) {
      if (type === 'assistant') thread.again({ row, line })
      return 'known'
    }
    thread.builder.facts({
      agentVersion: stringOf(row['version']),
      cwd: stringOf(row['cwd']),
      gitBranch: stringOf(row['gitBranch']),
      forkedFrom: stringOf(objectOf(row['forkedFrom'])?.['sessionId']),
    })
    const fits = this.#dispatch(type, thread, row, line)
    return fits ? 'known' : 'bad'
  }

  #dispatch(type: string, thread: Thread<Text>, row: JsonObject, line: number): boolean {
    if (type === 'user') return thread.user({ row, line })
    if (type === 'assistant') return thread.assistant({ row, line })
    if (type === 'system') return thread.system({ row, line })
    if (type === 'attachment') return thread.attachment({ row, line })
    return this.#progress(row, line)
  }

  /** Progress rows of old versions carry the sub-agent's messages, usage included; the rest of them is noise. */
  #progress(row: JsonObject, line: number): boolean {
    this.#main.builder.seen(timeOf(row['timestamp']))
    const data = objectOf(row['data'])
    if (data?.['type'] !== 'agent_progress') return true
    const inner = objectOf(data['message'])
    const agentId = stringOf(data['agentId'])
    if (inner === undefined || agentId === undefined) return true
    const child = this.#child(agentId)
    const callId = stringOf(row['parentToolUseID'])
    if (callId !== undefined) child.callId ??= callId
    const uuid = stringOf(inner['uuid'])
    if (uuid !== undefined && this.#seen.has(uuid)) {
      if (inner['type'] === 'assistant') child.thread.again({ row: inner, line })
      return true
    }
    if (uuid !== undefined) this.#seen.add(uuid)
    child.thread.builder.facts({ agentVersion: stringOf(row['version']), cwd: stringOf(row['cwd']) })
    const message = { ...inner, sessionId: row['sessionId'] }
    if (inner['type'] === 'user') child.thread.user({ row: message, line })
    else if (inner['type'] === 'assistant') child.thread.assistant({ row: message, line })
    return true
  }

  #sideRow(type: string, row: JsonObject, line: number): RowVerdict {
    if (this.#sessionId === undefined) this.#sessionId = stringOf(row['sessionId'])
    const at = timeOf(row['timestamp'])
    switch (type) {
      case 'summary':
        this.#setTitle(row['summary'], 0)
        return 'known'
      case 'ai-title':
        this.#setTitle(row['aiTitle'], 1)
        return 'known'
      case 'custom-title':
        this.#setTitle(row['customTitle'], 2)
        return 'known'
      case 'permission-mode':
        this.#main.mode(stringOf(row['permissionMode']), line, at)
        return 'known'
      case 'pr-link': {
        const url = stringOf(row['prUrl'])
        if (url !== undefined) this.#main.link(url, line, at)
        return 'known'
      }
      case 'cost-state':
        // Cumulative over all resumes, and it repeats what the responses say.
        this.#main.builder.drop(line, 'cumulative')
        return 'known'
    }
    return SIDE_ROWS.has(type) ? 'known' : 'unknown'
  }

  #setTitle(text: unknown, rank: number): void {
    if (typeof text !== 'string' || text === '' || (this.#title?.rank ?? -1) > rank) return
    this.#title = { text, rank }
  }

  #threadOf(row: JsonObject): Thread<Text> {
    if (row['isSidechain'] !== true) return this.#main
    const agentId = stringOf(row['agentId'])
    if (agentId !== undefined) return this.#child(agentId).thread
    const uuid = stringOf(row['uuid'])
    const parent = stringOf(row['parentUuid'])
    const root = (parent === undefined ? undefined : this.#roots.get(parent)) ?? uuid ?? 'sidechain'
    if (uuid !== undefined) this.#roots.set(uuid, root)
    const child = this.#child(root)
    if (child.callId === undefined && row['type'] === 'user') {
      const callId = this.#main.callOfPrompt(textOf(objectOf(row['message'])?.['content']).trim())
      if (callId !== undefined) child.callId = callId
    }
    return child.thread
  }

  #child(agentId: string): Child<Text> {
    let child = this.#children.get(agentId)
    if (child === undefined) {
      child = { thread: new Thread(this.#options.text, true), agentId }
      this.#children.set(agentId, child)
    }
    return child
  }

  /** The file's own session: its name says it, else the rows written last do, because copies of older sessions stand first. */
  #ownId(): string | undefined {
    const name = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl$/i.exec(
      this.#options.path ?? '',
    )?.[1]
    return name ?? this.#sessionId
  }
}
