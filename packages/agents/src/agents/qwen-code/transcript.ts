import type { ContextKind, Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { candidateUsage } from '../../candidate-usage.ts'
import { arrayOf, countOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { type MessageParts, readMessageParts } from '../../message-parts.ts'
import { nameOfPath } from '../../path-names.ts'
import { SessionBuilder } from '../../session-builder.ts'
import { READ_SUBTYPES, SIDE_SUBTYPES } from './row-types.ts'
import { readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'
import { readUserTexts } from './user-text.ts'

/** How surely a row is Qwen Code's: Claude-like chain, Gemini-like parts. */
export function recognise(row: JsonObject): number {
  if (typeof row['uuid'] !== 'string' || !('parentUuid' in row) || typeof row['sessionId'] !== 'string') return 0
  switch (row['type']) {
    case 'tool_result':
      return 'toolCallResult' in row || 'parts' in (objectOf(row['message']) ?? {}) ? 1 : 0.5
    case 'user':
    case 'assistant':
      return 'parts' in (objectOf(row['message']) ?? {}) ? 1 : 0
    case 'system':
      return 'systemPayload' in row || SIDE_SUBTYPES.has(String(row['subtype'])) ? 1 : 0
  }
  return 0
}

/** Opens a reader for one Qwen Code chat, or for a sub-agent's own file. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

/** Subtypes of `user` rows that no human typed. */
const INJECTED: Readonly<Record<string, ContextKind>> = {
  notification: 'notification',
  background_task_completed: 'notification',
  cron: 'notification',
  agent_launch_prompt: 'instructions',
  goal_runtime: 'reminder',
}

interface Place {
  readonly line: number
  readonly at?: number
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #path: string | undefined
  readonly #copies = new Map<string, string>()
  readonly #users = new Set<string>()
  #sessionId: string | undefined
  #child: { readonly agentId: string; readonly name: string | undefined } | undefined
  #part = 0
  /** Row that reported the usage of the round that calls now belong to. */
  #responseId: string | undefined
  /** Texts of the latest assistant row, which is written again under its id when it has grown. */
  #latest: { readonly uuid: string; readonly texts: Set<string> } = { uuid: '', texts: new Set() }
  #model: string | undefined

  constructor(options: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('qwen-code', tools, options.text)
    this.#path = options.path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = row['type']
    if (type !== 'user' && type !== 'assistant' && type !== 'tool_result' && type !== 'system') return 'unknown'
    this.#part = 0
    const at = timeOf(row['timestamp'])
    const place: Place = at === undefined ? { line } : { line, at }
    this.#builder.seen(at)
    this.#head(row)
    if (type === 'system') return this.#system(row, place)
    const message = objectOf(row['message'])
    if (message === undefined) return 'bad'
    const parts = readMessageParts(message['parts'])
    if (type === 'user') this.#user(row, parts, place)
    else if (type === 'assistant') this.#assistant(row, parts, place)
    else this.#results(row, parts, place)
    return 'known'
  }

  end = (): Session<Text> => {
    const parent = this.#sessionId ?? 'unknown'
    if (this.#child !== undefined) {
      const { agentId, name } = this.#child
      // A sub-agent is called after its type and the call that started it.
      const callId = name !== undefined && agentId.startsWith(`${name}-`) ? agentId.slice(name.length + 1) : undefined
      this.#builder.facts({
        id: agentId,
        parent: {
          sessionId: parent,
          ...(callId === undefined ? {} : { callId }),
          ...(name === undefined ? {} : { agentType: name }),
        },
      })
    }
    this.#builder.facts({ id: this.#sessionId })
    const session = this.#builder.build(nameOfPath(this.#path) ?? 'unknown')
    const responses = session.responses.map((response) => {
      const copiedFrom = this.#copies.get(response.id)
      return copiedFrom === undefined ? response : { ...response, copiedFrom }
    })
    return { ...session, responses }
  }

  #head(row: JsonObject): void {
    this.#sessionId ??= stringOf(row['sessionId'])
    const agentId = stringOf(row['agentId'])
    if (row['isSidechain'] === true && agentId !== undefined) {
      this.#child ??= { agentId, name: stringOf(row['agentName']) }
    }
    this.#builder.facts({
      cwd: stringOf(row['cwd']),
      agentVersion: stringOf(row['version']),
      gitBranch: stringOf(row['gitBranch']),
      forkedFrom: stringOf(objectOf(row['forkedFrom'])?.['sessionId']),
    })
  }

  #user(row: JsonObject, parts: MessageParts, place: Place): void {
    const uuid = stringOf(row['uuid'])
    if (uuid !== undefined && this.#users.has(uuid)) return
    if (uuid !== undefined) this.#users.add(uuid)
    const subtype = stringOf(row['subtype'])
    const provenance = stringOf(row['provenance'])
    const injected =
      row['isSidechain'] === true
        ? 'instructions'
        : subtype !== undefined && Object.hasOwn(INJECTED, subtype)
          ? INJECTED[subtype]
          : provenance !== undefined && provenance !== 'real_user'
            ? 'reminder'
            : undefined
    if (injected !== undefined) {
      const text = parts.texts.join('\n')
      if (text.trim() !== '') this.#context(injected, text, place)
      return
    }
    const shown = stringOf(objectOf(row['systemPayload'])?.['displayText'])
    const full = readUserTexts(parts.texts)
    const read = shown === undefined ? full : readUserTexts([shown])
    for (const { kind, text } of [...full.context, ...(shown === undefined ? [] : read.context)]) {
      this.#context(kind, text, place)
    }
    if (read.prompt === undefined && parts.images === 0) return
    this.#builder.add({
      type: 'prompt',
      ...this.#base(place),
      text: this.#builder.text(read.prompt ?? '', 'prompt'),
      ...(parts.images === 0 ? {} : { images: parts.images }),
      ...(subtype === 'mid_turn_user_message' ? { queued: true } : {}),
    })
  }

  #assistant(row: JsonObject, parts: MessageParts, place: Place): void {
    const uuid = stringOf(row['uuid']) ?? `line-${place.line}`
    const usage = objectOf(row['usageMetadata'])
    // A sub-agent's file tells a round's usage and text first and its calls in rows of their own.
    if (usage !== undefined || row['isSidechain'] !== true) this.#responseId = uuid
    const responseId = this.#responseId ?? uuid
    if (usage !== undefined) this.#usage(uuid, usage, row, place)
    this.#switchModel(stringOf(row['model']), place)
    if (this.#latest.uuid !== uuid) this.#latest = { uuid, texts: new Set() }
    for (const text of parts.thoughts) this.#say('thinking', text, responseId, place)
    for (const text of parts.texts) this.#say('reply', text, responseId, place)
    for (const call of parts.calls) {
      const base = this.#base(place)
      this.#builder.call({
        ...base,
        callId: stringOf(call['id']) ?? base.id,
        name: stringOf(call['name']) ?? 'unknown',
        args: objectOf(call['args']) ?? {},
        responseId,
      })
    }
  }

  #say(type: 'thinking' | 'reply', text: string, responseId: string, place: Place): void {
    if (text.trim() === '' || this.#latest.texts.has(text)) return
    this.#latest.texts.add(text)
    this.#builder.add({ type, ...this.#base(place), text: this.#builder.text(text, type), responseId })
  }

  #switchModel(model: string | undefined, place: Place): void {
    if (model === undefined || model === this.#model) return
    if (this.#model !== undefined) {
      this.#builder.add({
        type: 'lifecycle',
        ...this.#base(place),
        phase: 'model',
        detail: this.#builder.text(model, 'detail'),
      })
    }
    this.#model = model
  }

  #usage(id: string, usage: JsonObject, row: JsonObject, place: Place): void {
    const model = stringOf(row['model'])
    const copiedFrom = stringOf(objectOf(row['forkedFrom'])?.['sessionId'])
    if (copiedFrom !== undefined) this.#copies.set(id, copiedFrom)
    this.#builder.response({
      id,
      ...(model === undefined ? {} : { model }),
      ...place,
      usage: candidateUsage({
        prompt: countOf(usage['promptTokenCount']),
        cached: countOf(usage['cachedContentTokenCount']),
        candidates: countOf(usage['candidatesTokenCount']),
        thoughts: countOf(usage['thoughtsTokenCount']),
        tool: countOf(usage['toolUsePromptTokenCount']),
        total: countOf(usage['totalTokenCount']),
      }),
    })
  }

  #results(row: JsonObject, parts: MessageParts, place: Place): void {
    const record = objectOf(row['toolCallResult']) ?? {}
    for (const response of parts.responses) {
      const callId = stringOf(response['id']) ?? stringOf(record['callId'])
      if (callId === undefined) continue
      const call = this.#builder.callEvent(callId)
      const command = call?.action === 'shell' ? (call.command ?? '') : undefined
      const end = readToolResult(response, record, command)
      this.#builder.result(callId, { ...end, ...(place.at === undefined ? {} : { at: place.at }) })
    }
  }

  #system(row: JsonObject, place: Place): RowVerdict {
    const subtype = String(row['subtype'])
    const payload = objectOf(row['systemPayload']) ?? {}
    if (SIDE_SUBTYPES.has(subtype)) return 'known'
    if (!READ_SUBTYPES.has(subtype)) return 'unknown'
    if (subtype === 'ui_telemetry') this.#telemetry(objectOf(payload['uiEvent']) ?? {}, place)
    else if (subtype === 'chat_compression') this.#compression(payload, place)
    else if (subtype === 'slash_command') {
      const command = stringOf(payload['rawCommand'])
      if (command !== undefined && payload['phase'] !== 'result') this.#context('command', command, place)
    } else if (subtype === 'custom_title') {
      const title = stringOf(payload['customTitle'])
      if (title !== undefined) this.#builder.title(title)
    } else if (subtype === 'rewind') this.#builder.add({ type: 'lifecycle', ...this.#base(place), phase: 'rewind' })
    else if (subtype === 'session_model') this.#switchModel(stringOf(payload['modelId']), place)
    else if (subtype === 'session_approval_mode') {
      const detail = this.#builder.text(String(payload['mode']), 'detail')
      this.#builder.add({ type: 'lifecycle', ...this.#base(place), phase: 'mode', detail })
    } else {
      const sessionId = stringOf(payload['parentSessionId'])
      if (sessionId !== undefined) this.#builder.facts({ parent: { sessionId } })
    }
    return 'known'
  }

  /** Telemetry says again what rows say: the usage of every response, also of sub-agents, and every call. */
  #telemetry(event: JsonObject, place: Place): void {
    const name = stringOf(event['event.name']) ?? ''
    if (name.endsWith('.api_response')) this.#builder.drop(place.line, 'repeat', stringOf(event['response_id']))
    if (!name.endsWith('.api_error')) return
    const detail = stringOf(event['error_message']) ?? stringOf(event['error']) ?? 'API error'
    this.#builder.add({
      type: 'lifecycle',
      ...this.#base(place),
      phase: 'api_error',
      detail: this.#builder.text(detail, 'detail'),
    })
  }

  #compression(payload: JsonObject, place: Place): void {
    const info = objectOf(payload['info'])
    const trigger = info?.['triggerReason']
    const tokensBefore = numberOf(info?.['originalTokenCount'])
    const tokensAfter = numberOf(info?.['newTokenCount'])
    const summary = readMessageParts(objectOf(arrayOf(payload['compressedHistory'])[0])?.['parts']).texts.join('\n')
    this.#builder.add({
      type: 'compaction',
      ...this.#base(place),
      trigger: trigger === 'manual' || trigger === 'auto' ? trigger : 'unknown',
      ...(tokensBefore === undefined ? {} : { tokensBefore }),
      ...(tokensAfter === undefined ? {} : { tokensAfter }),
      ...(summary === '' ? {} : { summary: this.#builder.text(summary, 'context') }),
    })
  }

  #context(kind: ContextKind, text: string, place: Place): void {
    this.#builder.add({ type: 'context', ...this.#base(place), kind, text: this.#builder.text(text, 'context') })
  }

  #base(place: Place): Place & { readonly id: string } {
    this.#part += 1
    return { id: this.#part === 1 ? `${place.line}` : `${place.line}.${this.#part}`, ...place }
  }
}
