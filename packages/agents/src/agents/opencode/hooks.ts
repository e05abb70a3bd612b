import type { HookEvent, HookFormat, HookReader, HookSession, ReadOptions, RowVerdict } from '../../agent.ts'
import { HookLog } from '../../hook-log.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { tools } from './tools.ts'
import { open as openTranscript } from './transcript.ts'

/**
 * The events of OpenCode's plugins. The bus tells sessions, messages and parts as the database stores them, so they are read as
 * its rows are; the plugin's own hooks fill in where an event was not passed on. A tool that throws has no `tool.execute.after`.
 */
export const hooks: HookFormat = { open: (options) => new Reader(options) }

/** A call as the plugin's hooks around it tell it. */
interface TapedCall {
  readonly sessionID: string
  readonly callID: string
  readonly tool: string
  readonly line: number
  readonly at: number | undefined
  input: unknown
  output?: JsonObject
  endedAt?: number
}

/** Events without a part in the conversation. */
const ASIDE =
  /^(?:session\.(?:status|diff|compacted|next\..*)|message\.(?:part\.delta|part\.removed|removed)|(?:file|lsp|mcp|server|installation|plugin|catalog|reference|integration|permission|question|todo|command|project|vcs|pty|tui|ide|worktree|workspace|storage)\..*)$/

/** Hooks of the plugin that tell nothing of the conversation. */
const QUIET = new Set([
  'plugin.init',
  'init',
  'config',
  'auth',
  'tool',
  'tool.definition',
  'shell.env',
  'chat.params',
  'chat.headers',
  'permission.ask',
  'command.execute.before',
  'experimental.chat.system.transform',
  'experimental.chat.messages.transform',
  'experimental.session.compacting',
])

class Reader<Text extends string> implements HookReader<Text> {
  readonly #rows: ReturnType<typeof openTranscript<Text>>
  /** Only for what every session's hooks tell: work and end. */
  readonly #log: HookLog<Text>
  readonly #calls = new Map<string, TapedCall>()
  readonly #parts = new Set<string>()
  readonly #messages = new Set<string>()
  #id: string | undefined
  #sessionTold = false

  constructor(options: ReadOptions<Text>) {
    this.#rows = openTranscript(options)
    this.#log = new HookLog('opencode', tools, options.text)
  }

  event = (event: HookEvent, line: number): RowVerdict => {
    this.#log.begin(event, line)
    this.#log.thread()
    this.#id ??= event.sessionId
    const { payload, hook } = event
    const input = objectOf(payload['input']) ?? objectOf(payload['i']) ?? payload
    const output = objectOf(payload['output']) ?? objectOf(payload['o'])
    const bus = objectOf(payload['event']) ?? objectOf(input['event']) ?? busEvent(payload, hook)
    if (bus !== undefined) return this.#bus(bus, line)
    if (hook === 'dispose') {
      this.#log.close('dispose')
      return 'known'
    }
    if (hook === 'chat.message') return this.#chat(output ?? payload, line)
    if (hook === 'tool.execute.before' || hook === 'tool.execute.after')
      return this.#tool(hook === 'tool.execute.after', input, output, event, line)
    if (hook === 'experimental.text.complete') return this.#text(input, output, event, line)
    return QUIET.has(hook) || hook.startsWith('experimental.') ? 'known' : 'unknown'
  }

  end = (): HookSession<Text> => {
    for (const call of this.#calls.values()) this.#tape(call)
    const { workLine, ended, session: bare } = this.#log.end()
    const session = this.#rows.end()
    const known = session.id !== 'unknown' && (session.events.length > 0 || this.#sessionTold)
    return {
      session: known ? session : { ...session, ...bare, id: this.#id ?? bare.id },
      workLine,
      ...(ended === undefined ? {} : { ended }),
    }
  }

  #bus(event: JsonObject, line: number): RowVerdict {
    const type = stringOf(event['type']) ?? ''
    const properties = objectOf(event['properties']) ?? {}
    const info = objectOf(properties['info'])
    switch (type) {
      case 'session.created':
      case 'session.updated':
        if (info === undefined) return 'bad'
        this.#sessionTold = true
        if (type === 'session.created') this.#log.work()
        return this.#rows.row(info, line)
      case 'message.updated':
        if (info === undefined) return 'bad'
        this.#log.work()
        return this.#message(info, line)
      case 'message.part.updated': {
        const part = objectOf(properties['part'])
        if (part === undefined) return 'bad'
        this.#log.work()
        return this.#part(part, line)
      }
      case 'session.idle':
        this.#log.work()
        return 'known'
      case 'session.error': {
        this.#log.work()
        const { sessionID, error } = properties
        if (objectOf(error) === undefined) return 'known'
        return this.#rows.row({ type: 'error', sessionID, error, timestamp: event['time'] }, line)
      }
      case 'session.deleted':
        this.#log.close('deleted')
        return 'known'
      case 'server.instance.disposed':
        this.#log.close('disposed')
        return 'known'
    }
    return ASIDE.test(type) ? 'known' : 'unknown'
  }

  #chat(told: JsonObject, line: number): RowVerdict {
    const message = objectOf(told['message'])
    if (message === undefined) return 'bad'
    this.#log.work()
    const verdict = this.#message(message, line)
    for (const part of arrayOf(told['parts']).map(objectOf)) if (part !== undefined) this.#part(part, line)
    return verdict
  }

  #message(info: JsonObject, line: number): RowVerdict {
    const id = stringOf(info['id'])
    if (id !== undefined) this.#messages.add(id)
    return this.#rows.row(info, line)
  }

  #part(part: JsonObject, line: number): RowVerdict {
    const id = stringOf(part['id'])
    const callId = stringOf(part['callID'])
    if (id !== undefined) this.#parts.add(id)
    // What a part told is better than what the hooks around the tool did.
    if (callId !== undefined) this.#parts.add(`${stringOf(part['sessionID'])} ${callId}`)
    return this.#rows.row(part, line)
  }

  #tool(
    after: boolean,
    input: JsonObject,
    output: JsonObject | undefined,
    { at }: HookEvent,
    line: number,
  ): RowVerdict {
    const sessionID = stringOf(input['sessionID'])
    const callID = stringOf(input['callID'])
    const tool = stringOf(input['tool'])
    if (sessionID === undefined || callID === undefined || tool === undefined) return 'bad'
    this.#log.work()
    const key = `${sessionID} ${callID}`
    let call = this.#calls.get(key)
    if (call === undefined) {
      call = { sessionID, callID, tool, line, at, input: undefined }
      this.#calls.set(key, call)
    }
    call.input ??= objectOf(input['args']) ?? objectOf(output?.['args'])
    if (!after) return 'known'
    call.output = output ?? {}
    if (at !== undefined) call.endedAt = at
    return 'known'
  }

  #text(input: JsonObject, output: JsonObject | undefined, { at }: HookEvent, line: number): RowVerdict {
    const { sessionID, messageID, partID } = input
    const text = stringOf(output?.['text'])
    if (stringOf(sessionID) === undefined || stringOf(messageID) === undefined) return 'bad'
    this.#log.work()
    if (text === undefined || this.#parts.has(String(partID))) return 'known'
    this.#assistant(String(messageID), String(sessionID), at, line)
    return this.#part({ id: stringOf(partID) ?? `text-${line}`, sessionID, messageID, type: 'text', text }, line)
  }

  /** A message whose own event has not come. */
  #assistant(id: string, sessionID: string, at: number | undefined, line: number): void {
    if (!this.#messages.has(id)) this.#message({ id, sessionID, role: 'assistant', time: { created: at } }, line)
  }

  /** A call that no part told of. */
  #tape({ sessionID, callID, tool, line, at, input, output, endedAt }: TapedCall): void {
    if (this.#parts.has(`${sessionID} ${callID}`)) return
    const messageID = `hook-${line}`
    this.#assistant(messageID, sessionID, at, line)
    const time = { start: at, ...(endedAt === undefined ? {} : { end: endedAt }) }
    const state =
      output === undefined
        ? { status: 'running', input, time }
        : { status: 'completed', input, output: output['output'], metadata: output['metadata'], time }
    this.#part({ id: `hook-${line}-part`, sessionID, messageID, type: 'tool', tool, callID, state, time }, line)
  }
}

/** An event of the bus that was recorded as it is, or under its own name with its properties as the payload. */
function busEvent(payload: JsonObject, hook: string): JsonObject | undefined {
  if (typeof payload['type'] === 'string' && objectOf(payload['properties']) !== undefined) return payload
  if (!/^(?:session|message|server)\./.test(hook)) return undefined
  const properties = objectOf(payload['properties']) ?? payload
  return { type: hook, properties }
}
