import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { namesOfPath } from '../../path-names.ts'
import { type Place, Thread } from './thread.ts'
import { Account } from './usage.ts'

/** Event types begin with one of these words; those that are not read below tell nothing of the conversation. */
const TYPE =
  /^(?:abort|(?:session|user|assistant|tool|hook|permission|subagent|system|skill|model|user_input|elicitation|sampling|mcp|external_tool|command|commands|exit_plan_mode|auto_mode_switch|pending_messages|capabilities)\.[a-z_]{1,60})$/

/** How surely a row is Copilot CLI's: an event with `type`, `data`, `id` and `parentId`. */
export function recognise(row: JsonObject): number {
  if (typeof row['type'] !== 'string' || !TYPE.test(row['type']) || objectOf(row['data']) === undefined) return 0
  return 'parentId' in row && 'id' in row ? 1 : 0.6
}

/** Opens a reader for one Copilot CLI session. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

interface Child<Text extends string> {
  readonly id: string
  readonly thread: Thread<Text>
  callId?: string
  agentType?: string
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #options: ReadOptions<Text>
  readonly #main: Thread<Text>
  readonly #account: Account<Text>
  readonly #children = new Map<string, Child<Text>>()
  #sessionId: string | undefined

  constructor(options: ReadOptions<Text>) {
    this.#options = options
    this.#main = new Thread(options.text, false)
    this.#account = new Account(this.#main.builder)
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = row['type']
    if (typeof type !== 'string' || !TYPE.test(type)) return 'unknown'
    const data = objectOf(row['data'])
    if (data === undefined) return 'bad'
    const at = timeOf(row['timestamp'])
    const place: Place = at === undefined ? { line } : { line, at }
    this.#main.builder.seen(at)
    const [space, name] = type.split('.') as [string, string?]
    if (space === 'session') this.#session(name ?? '', data, this.#threadOf(row, data), place)
    else if (space === 'subagent') this.#subagent(name ?? '', row, data)
    else if (space !== 'hook') this.#turn(type, data, this.#threadOf(row, data), place)
    return 'known'
  }

  end = (): Session<Text> => {
    const id = this.#sessionId ?? this.#idOfPath() ?? 'unknown'
    this.#account.close(id)
    this.#main.builder.facts({ id })
    const children = [...this.#children.values()].map((child) => {
      child.thread.builder.facts({
        id: child.id,
        parent: {
          sessionId: id,
          ...(child.callId === undefined ? {} : { callId: child.callId }),
          ...(child.agentType === undefined ? {} : { agentType: child.agentType }),
        },
      })
      return child.thread.builder.build(child.id)
    })
    return this.#main.builder.build(id, children)
  }

  #turn(type: string, data: JsonObject, thread: Thread<Text>, place: Place): void {
    switch (type) {
      case 'user.message':
        thread.user(data, place)
        break
      case 'assistant.message':
        thread.assistant(data, place)
        this.#account.message(thread.builder, data, place.line, place.at)
        break
      case 'assistant.reasoning': {
        const text = stringOf(data['content'])
        if (text !== undefined) thread.reasoning(text, undefined, place)
        break
      }
      case 'assistant.usage':
        this.#account.request(thread.builder, data, place.line, place.at)
        break
      case 'tool.execution_start':
        thread.started(data, place)
        break
      case 'tool.execution_complete':
        thread.completed(data, place)
        break
      case 'system.notification':
        thread.context('notification', stringOf(data['content']) ?? '', place)
        break
      case 'skill.invoked':
        thread.context('skill', stringOf(data['content']) ?? stringOf(data['name']) ?? '', place)
        break
      case 'abort':
        thread.interrupt(stringOf(data['reason']), place)
        break
    }
  }

  #session(name: string, data: JsonObject, thread: Thread<Text>, place: Place): void {
    switch (name) {
      case 'start':
        this.#sessionId ??= stringOf(data['sessionId'])
        this.#main.builder.seen(timeOf(data['startTime']))
        this.#place(data)
        this.#main.model(stringOf(data['selectedModel']), place)
        break
      case 'resume':
        this.#place(data)
        this.#main.lifecycle('resume', undefined, place)
        break
      case 'usage_record':
        this.#account.request(thread.builder, objectOf(data['usage']) ?? {}, place.line, place.at)
        break
      case 'shutdown':
        this.#account.shutdown(data, place.line, place.at)
        this.#main.lifecycle('end', stringOf(data['shutdownType']), place)
        break
      case 'model_change':
        thread.model(stringOf(data['newModel']), place)
        break
      case 'mode_changed':
        thread.lifecycle('mode', stringOf(data['newMode']) ?? stringOf(data['mode']), place)
        break
      case 'error':
        thread.lifecycle('api_error', stringOf(data['message']), place)
        break
      case 'title_changed': {
        const title = stringOf(data['title'])
        if (title !== undefined) this.#main.builder.title(title)
        break
      }
      case 'snapshot_rewind':
        thread.lifecycle('rewind', undefined, place)
        break
      case 'compaction_complete': {
        thread.compaction(data, place)
        const used = objectOf(data['compactionTokensUsed'])
        const attempt = stringOf(data['compactionAttemptId']) ?? `line-${place.line}`
        if (used !== undefined) this.#account.compaction(thread.builder, used, attempt, place.line, place.at)
        break
      }
    }
  }

  #subagent(name: string, row: JsonObject, data: JsonObject): void {
    const callId = stringOf(data['toolCallId'])
    const agentId = stringOf(row['agentId']) ?? callId
    if (agentId === undefined) return
    const child = this.#child(agentId, callId)
    if (callId !== undefined) child.callId ??= callId
    const agentType = stringOf(data['agentName'])
    if (agentType !== undefined) child.agentType ??= agentType
    if (name === 'started' && callId !== undefined)
      this.#main.builder.result(callId, { outcome: 'pending', childId: child.id })
    const offered = arrayOf(data['tools']).filter((tool): tool is string => typeof tool === 'string' && tool !== '*')
    if (name === 'selected' && offered.length > 0) child.thread.builder.facts({ toolsOffered: offered })
  }

  #place(data: JsonObject): void {
    const context = objectOf(data['context'])
    this.#main.builder.facts({
      agentVersion: stringOf(data['copilotVersion']),
      cwd: stringOf(context?.['cwd']),
      gitBranch: stringOf(context?.['branch']),
      gitCommit: stringOf(context?.['headCommit']),
    })
  }

  #threadOf(row: JsonObject, data: JsonObject): Thread<Text> {
    const callId = stringOf(data['parentToolCallId'])
    const agentId = stringOf(row['agentId']) ?? callId
    return agentId === undefined ? this.#main : this.#child(agentId, callId).thread
  }

  /** A sub-agent by its id, or by the call that started it where older versions tell nothing else. */
  #child(agentId: string, callId: string | undefined): Child<Text> {
    const known =
      this.#children.get(agentId) ??
      (callId === undefined ? undefined : [...this.#children.values()].find((child) => child.callId === callId))
    if (known !== undefined) return known
    const child: Child<Text> = { id: agentId, thread: new Thread(this.#options.text, true) }
    if (callId !== undefined) child.callId = callId
    child.thread.builder.facts({ cwd: this.#main.builder.cwd })
    this.#children.set(agentId, child)
    return child
  }

  #idOfPath(): string | undefined {
    const [file, folder] = namesOfPath(this.#options.path)
    return file === 'events.jsonl' ? folder : file?.replace(/\.jsonl$/, '')
  }
}
