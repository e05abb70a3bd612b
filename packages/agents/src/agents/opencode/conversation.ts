import type { Session, UsageDropReason } from '@ses/model'
import { EventWriter } from '../../event-writer.ts'
import { type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { filesOfCommand } from '../../shell/shell-files.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { readToolState } from './tool-state.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'

/** A message as its latest row tells it; without `info` its own row has not been seen. */
export interface StoredMessage {
  readonly id: string
  /** Position among all messages read. */
  readonly order: number
  info?: JsonObject
  at?: number
  /** Line of the event that told the usage. */
  line?: number
  readonly parts: Map<string, StoredPart>
}

/** A part of a message; `line` only where the source has lines. */
export interface StoredPart {
  readonly id: string
  readonly type: string
  readonly part: JsonObject
  readonly at?: number
  readonly line?: number
}

/** A usage that must not be counted, as the reader noted it. */
export interface Dropped {
  readonly line: number
  /** Whose usage it repeats. */
  readonly message?: StoredMessage
  readonly reason: UsageDropReason
}

/** Turns one session's messages, in order of their time, into a `Session`; a message without a response id lends its own. */
export function buildConversation<Text extends string>(
  info: JsonObject,
  id: string,
  messages: readonly StoredMessage[],
  children: readonly Session<Text>[],
  dropped: readonly Dropped[],
  responseIds: ReadonlyMap<StoredMessage, string>,
  text: TextPolicy<Text>,
): Session<Text> {
  const conversation = new Conversation(info, id, messages, responseIds, text)
  for (const message of messages) conversation.message(message)
  return conversation.build(children, dropped)
}

class Conversation<Text extends string> {
  readonly #writer: EventWriter<Text>
  readonly #id: string
  readonly #version: string | undefined
  readonly #isChild: boolean
  readonly #responseIds: ReadonlyMap<StoredMessage, string>
  /** The summaries that compactions asked for, by the id of the message that asked. */
  readonly #summaries = new Map<string, string>()
  #model: string | undefined
  #mode: string | undefined

  constructor(
    info: JsonObject,
    id: string,
    messages: readonly StoredMessage[],
    responseIds: ReadonlyMap<StoredMessage, string>,
    text: TextPolicy<Text>,
  ) {
    this.#writer = new EventWriter('opencode', tools, text)
    this.#responseIds = responseIds
    this.#id = id
    this.#version = stringOf(info['version'])
    const parentId = stringOf(info['parentID'])
    this.#isChild = parentId !== undefined
    const agentType = messages.map((message) => stringOf(message.info?.['agent'])).find((name) => name !== undefined)
    const { builder } = this.#writer
    builder.facts({
      id,
      agentVersion: this.#version,
      cwd: stringOf(info['directory']),
      ...(parentId === undefined
        ? {}
        : { parent: { sessionId: parentId, ...(agentType === undefined ? {} : { agentType }) } }),
    })
    const title = stringOf(info['title'])
    if (title !== undefined) builder.title(title)
    const time = objectOf(info['time'])
    builder.seen(timeOf(time?.['created']))
    builder.seen(timeOf(time?.['updated']))
    for (const message of messages) this.#noteSummary(message)
  }

  message(message: StoredMessage): void {
    const role = message.info?.['role']
    if (role === 'user') this.#user(message)
    else if (role === 'assistant') this.#assistant(message)
  }

  build(children: readonly Session<Text>[], dropped: readonly Dropped[]): Session<Text> {
    for (const { line, reason, message } of dropped) {
      this.#writer.builder.drop(line, reason, message === undefined ? undefined : this.#responseId(message))
    }
    return this.#writer.builder.build(this.#id, children)
  }

  #responseId(message: StoredMessage): string {
    return this.#responseIds.get(message) ?? message.id
  }

  #noteSummary({ info, parts }: StoredMessage): void {
    const asked = stringOf(info?.['parentID'])
    if (info?.['summary'] !== true || asked === undefined) return
    const texts = [...parts.values()].flatMap(({ type, part }) =>
      type === 'text' && typeof part['text'] === 'string' ? [part['text']] : [],
    )
    if (texts.length > 0) this.#summaries.set(asked, texts.join('\n'))
  }

  #user({ id, at, info, parts }: StoredMessage): void {
    const writer = this.#writer
    const typed: string[] = []
    let images = 0
    for (const stored of parts.values()) {
      const { part, type } = stored
      const own = typeof part['text'] === 'string' ? part['text'] : ''
      writer.place({ id: stored.id, at: stored.at ?? at })
      if (type === 'file' && stringOf(part['mime'])?.startsWith('image/') === true) images += 1
      else if (type === 'text' && (part['synthetic'] === true || part['ignored'] === true)) writer.context('other', own)
      else if (type === 'text' && own !== '') typed.push(own)
      else if (type === 'subtask') writer.context('command', stringOf(part['prompt']) ?? '')
      else if (type === 'compaction') {
        const trigger = part['auto'] === true ? 'auto' : part['auto'] === false ? 'manual' : 'unknown'
        writer.compaction({ trigger, summary: this.#summaries.get(id) })
      }
    }
    writer.place({ id, at })
    const asked = unquote(typed.join('\n'))
    if (this.#isChild) writer.context('instructions', asked)
    else writer.prompt(asked, { images })
    const mode = stringOf(info?.['agent'])
    if (mode === undefined || mode === this.#mode) return
    if (this.#mode !== undefined) writer.lifecycle('mode', mode)
    this.#mode = mode
  }

  #assistant(message: StoredMessage): void {
    const { id, at, info, line, parts } = message
    const responseId = this.#responseId(message)
    const model = stringOf(info?.['modelID'])
    const isSummary = info?.['summary'] === true
    if (model !== undefined && !isSummary && model !== this.#model) {
      this.#writer.place({ id, at, line })
      if (this.#model !== undefined) this.#writer.lifecycle('model', model)
      this.#model = model
    }
    this.#response(responseId, at, line, info ?? {}, model)
    for (const stored of parts.values()) this.#part(stored, responseId, at, isSummary)
    const error = objectOf(info?.['error'])
    this.#writer.place({ id: `${id}.error`, at, line })
    if (error !== undefined) this.#error(error)
  }

  #response(
    id: string,
    at: number | undefined,
    line: number | undefined,
    info: JsonObject,
    model: string | undefined,
  ): void {
    const tokens = objectOf(info['tokens'])
    const completed = timeOf(objectOf(info['time'])?.['completed'])
    this.#writer.builder.seen(completed)
    if (tokens === undefined) return
    const usage = usageOf(tokens, this.#version)
    // A message that failed or still runs holds zeros.
    if (Object.values(usage).every((count) => count === 0)) return
    const when = completed ?? at
    const provider = stringOf(info['providerID'])
    this.#writer.builder.response({
      id,
      ...(model === undefined ? {} : { model }),
      ...(provider === undefined ? {} : { provider }),
      ...(when === undefined ? {} : { at: when }),
      ...(line === undefined ? {} : { line }),
      usage,
    })
  }

  #part(stored: StoredPart, responseId: string, messageAt: number | undefined, isSummary: boolean): void {
    const { part, type } = stored
    const writer = this.#writer
    const own = typeof part['text'] === 'string' ? part['text'] : ''
    writer.place({ id: stored.id, line: stored.line, at: stored.at ?? messageAt })
    writer.builder.seen(timeOf(objectOf(part['time'])?.['end']))
    if (type === 'text' && !isSummary) {
      if (part['synthetic'] === true) writer.context('other', own)
      else writer.reply(own, responseId)
    } else if (type === 'reasoning') writer.thinking(own, responseId)
    else if (type === 'retry') this.#error(objectOf(part['error']) ?? {})
    else if (type === 'tool') this.#tool(stored, responseId, messageAt)
  }

  #tool(stored: StoredPart, responseId: string, messageAt: number | undefined): void {
    const { part } = stored
    const state = objectOf(part['state']) ?? {}
    const args = objectOf(state['input']) ?? {}
    const name = stringOf(part['tool']) ?? 'unknown'
    const start = timeOf(objectOf(state['time'])?.['start']) ?? stored.at ?? messageAt
    const workdir = stringOf(args['workdir'])
    const command = stringOf(args['command'])
    const elsewhere = workdir !== undefined && command !== undefined && workdir !== this.#writer.builder.cwd
    this.#writer.place({ id: stored.id, line: stored.line, at: start })
    const callId = this.#writer.call({
      callId: stringOf(part['callID']),
      name,
      args,
      responseId,
      ...(elsewhere ? { files: filesOfCommand(command, workdir) } : {}),
    })
    const end = readToolState(name, state)
    if (end !== undefined) this.#writer.builder.result(callId, end)
  }

  #error(error: JsonObject): void {
    const name = stringOf(error['name'])
    if (name === 'MessageAbortedError') {
      this.#writer.lifecycle('interrupt')
      return
    }
    const data = objectOf(error['data'])
    const message = stringOf(data?.['message']) ?? stringOf(error['message'])
    const status = numberOf(data?.['statusCode'])
    this.#writer.lifecycle('api_error', [name, status, message].filter((word) => word !== undefined).join(': '))
  }
}

/** `opencode run` puts quotes around a prompt that holds spaces, and backslashes before quotes within. */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  const inner = text.slice(1, -1)
  return /(?:^|[^\\])(?:\\\\)*"/.test(inner) ? text : inner.replaceAll('\\"', '"')
}
