import type { CompactionEvent, ContextKind, Session } from '@ses/model'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { SessionBuilder } from '../../session-builder.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { readToolResult, textOf } from './tool-result.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'
import { readUserText } from './user-text.ts'

/** One row with the id that its events are named after. */
export interface ClaudeRow {
  readonly row: JsonObject
  readonly line: number
}

interface ResponseFacts {
  readonly id: string | undefined
  readonly requestId: string | undefined
  readonly model: string | undefined
  readonly line: number
  readonly at: number | undefined
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** One conversation: the main one, or a sub-agent's. */
export class Thread<Text extends string> {
  readonly builder: SessionBuilder<Text>
  readonly #isChild: boolean
  /** Message ids with the request id first seen with them. */
  readonly #requests = new Map<string, { readonly requestId: string | undefined; readonly id: string }>()
  readonly #owners = new Map<string, string>()
  /** The session id last seen, so that all responses share one copy of it. */
  #owner = ''
  /** Rows that a human prompt already answered, to notice when a prompt is rewritten. */
  readonly #promptParents = new Set<string>()
  readonly #openCalls = new Set<string>()
  /** Prompts given to sub-agents, by text. */
  readonly #delegated = new Map<string, string>()
  #compaction: Writable<CompactionEvent<Text>> | undefined
  #model: string | undefined
  #mode: string | undefined
  #part = 0

  constructor(text: TextPolicy<Text>, isChild: boolean) {
    this.builder = new SessionBuilder('claude-code', tools, text)
    this.#isChild = isChild
  }

  /** The call that handed this text to a sub-agent. */
  callOfPrompt(text: string): string | undefined {
    return this.#delegated.get(text)
  }

  /** A user row: results, a prompt, or something injected. Answers whether its shape was as expected. */
  user({ row, line }: ClaudeRow): boolean {
    const message = objectOf(row['message'])
    if (message === undefined) return false
    this.#part = 0
    const at = timeOf(row['timestamp'])
    const content = message['content']
    const texts: string[] = []
    let images = 0
    if (typeof content === 'string') texts.push(content)
    for (const item of arrayOf(content)) {
      const block = objectOf(item)
      if (block?.['type'] === 'tool_result') this.#result(block, row, at)
      else if (block?.['type'] === 'image') images += 1
      else if (typeof block?.['text'] === 'string') texts.push(block['text'])
    }
    if (texts.length > 0 || images > 0) this.#userTexts(texts, images, row, line, at)
    return typeof content === 'string' || Array.isArray(content)
  }

  /** An assistant row: usually one content block, with the usage of the whole response. */
  assistant({ row, line }: ClaudeRow): boolean {
    const message = objectOf(row['message'])
    if (message === undefined) return false
    this.#part = 0
    const at = timeOf(row['timestamp'])
    const messageId = stringOf(message['id'])
    const requestId = stringOf(row['requestId'])
    const model = stringOf(message['model'])
    if (row['isApiErrorMessage'] === true || model === '<synthetic>') {
      if (objectOf(message['usage']) !== undefined) this.builder.drop(line, 'synthetic', messageId)
      const phase = row['isApiErrorMessage'] === true ? 'api_error' : undefined
      const text = textOf(message['content'])
      if (phase !== undefined)
        this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase, ...this.#detail(text) })
      else if (text !== '') this.#reply(text, undefined, line, at)
      return true
    }
    const responseId = messageId === undefined ? undefined : this.#responseKey(messageId, requestId)
    this.#usage(message, row, { id: responseId, requestId, model, line, at })
    if (model !== undefined && model !== this.#model) {
      if (this.#model !== undefined) {
        this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'model', ...this.#detail(model) })
      }
      this.#model = model
    }
    const content = message['content']
    if (typeof content === 'string') this.#reply(content, responseId, line, at)
    for (const item of arrayOf(content)) this.#block(objectOf(item), responseId, line, at)
    return typeof content === 'string' || Array.isArray(content)
  }

  /** An assistant row that was read before: its usage may be that of a later moment. */
  again({ row, line }: ClaudeRow): void {
    const message = objectOf(row['message'])
    const id = stringOf(message?.['id'])
    const model = stringOf(message?.['model'])
    if (message === undefined || id === undefined || model === '<synthetic>' || row['isApiErrorMessage'] === true)
      return
    const requestId = stringOf(row['requestId'])
    this.#usage(message, row, {
      id: this.#responseKey(id, requestId),
      requestId,
      model,
      line,
      at: timeOf(row['timestamp']),
    })
  }

  /** A system row. */
  system({ row, line }: ClaudeRow): boolean {
    this.#part = 0
    const at = timeOf(row['timestamp'])
    switch (row['subtype']) {
      case 'compact_boundary': {
        const metadata = objectOf(row['compactMetadata'])
        const trigger = metadata?.['trigger']
        const tokensBefore = numberOf(metadata?.['preTokens'])
        const tokensAfter = numberOf(metadata?.['postTokens'])
        this.#compaction = {
          type: 'compaction',
          ...this.#base(line, at),
          trigger: trigger === 'auto' || trigger === 'manual' ? trigger : 'unknown',
          ...(tokensBefore === undefined ? {} : { tokensBefore }),
          ...(tokensAfter === undefined ? {} : { tokensAfter }),
        }
        this.builder.add(this.#compaction)
        break
      }
      case 'api_error': {
        const error = objectOf(row['error'])
        const detail =
          stringOf(error?.['message']) ?? stringOf(row['content']) ?? String(error?.['status'] ?? 'API error')
        this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'api_error', ...this.#detail(detail) })
        break
      }
      case 'turn_duration':
        this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'turn_end' })
        break
      default:
        this.builder.seen(at)
    }
    return true
  }

  /** An attachment row: context of the harness, or a prompt typed while the agent worked. */
  attachment({ row, line }: ClaudeRow): boolean {
    this.#part = 0
    const at = timeOf(row['timestamp'])
    this.builder.seen(at)
    const attachment = objectOf(row['attachment'])
    if (attachment === undefined) return false
    if (attachment['type'] === 'queued_command') {
      this.#queued(attachment, line, at)
      return true
    }
    const kind = ATTACHMENT_KINDS[String(attachment['type'])]
    const text = kind === undefined ? '' : textOf(attachment['content'])
    if (kind !== undefined && text !== '') this.#context(kind, text, line, at)
    return true
  }

  mode(mode: string | undefined, line: number, at: number | undefined): void {
    if (mode === undefined || mode === this.#mode) return
    this.#mode = mode
    this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'mode', ...this.#detail(mode) })
  }

  link(url: string, line: number, at: number | undefined): void {
    this.#part = 0
    this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'link', ...this.#detail(url) })
  }

  /** The session; responses that rows of another session brought along are marked as its copies. */
  build(id: string, owner: string, children: readonly Session<Text>[]): Session<Text> {
    const session = this.builder.build(id, children)
    if (![...this.#owners.values()].some((from) => from !== owner)) return session
    const responses = session.responses.map((response) => {
      const copiedFrom = this.#owners.get(response.id)
      return copiedFrom === undefined || copiedFrom === owner ? response : { ...response, copiedFrom }
    })
    return { ...session, responses }
  }

  #usage(message: JsonObject, row: JsonObject, about: ResponseFacts): void {
    const usage = objectOf(message['usage'])
    if (usage === undefined) return
    const { requestId, model, line, at } = about
    const id = about.id ?? stringOf(row['uuid']) ?? `line-${line}`
    const owner =
      stringOf(row['requestSessionId']) ??
      stringOf(objectOf(row['forkedFrom'])?.['sessionId']) ??
      stringOf(row['sessionId'])
    if (owner !== undefined && !this.#owners.has(id)) {
      if (owner !== this.#owner) this.#owner = owner
      this.#owners.set(id, this.#owner)
    }
    this.builder.response({
      id,
      ...(requestId === undefined ? {} : { requestId }),
      ...(model === undefined ? {} : { model: offerOf(model, usage) }),
      ...(at === undefined ? {} : { at }),
      line,
      usage: usageOf(usage),
    })
  }

  /**
   * Message id and request id name a response; rows that lack the request id (gateways leave it out) belong to the response of
   * their message id.
   */
  #responseKey(messageId: string, requestId: string | undefined): string {
    let known = this.#requests.get(messageId)
    if (known === undefined) {
      known = { requestId, id: requestId === undefined ? messageId : `${messageId}:${requestId}` }
      this.#requests.set(messageId, known)
    }
    // The stored text is handed out again: a session holds one copy of it, not one per row.
    if (requestId === undefined || known.requestId === undefined || known.requestId === requestId) return known.id
    return `${messageId}:${requestId}`
  }

  #block(block: JsonObject | undefined, responseId: string | undefined, line: number, at: number | undefined): void {
    switch (block?.['type']) {
      case 'text':
        if (typeof block['text'] === 'string') this.#reply(block['text'], responseId, line, at)
        break
      case 'thinking':
      case 'redacted_thinking':
        this.builder.add({
          type: 'thinking',
          ...this.#base(line, at),
          text: this.builder.text(typeof block['thinking'] === 'string' ? block['thinking'] : '', 'thinking'),
          ...(responseId === undefined ? {} : { responseId }),
        })
        break
      case 'tool_use':
      case 'server_tool_use':
      case 'mcp_tool_use': {
        const id = this.#base(line, at).id
        const callId = stringOf(block['id']) ?? id
        const args = objectOf(block['input']) ?? {}
        this.builder.call({
          id,
          line,
          ...(at === undefined ? {} : { at }),
          callId,
          name: stringOf(block['name']) ?? 'unknown',
          args,
          ...(responseId === undefined ? {} : { responseId }),
        })
        this.#openCalls.add(callId)
        if (typeof args['prompt'] === 'string') this.#delegated.set(args['prompt'].trim(), callId)
        break
      }
      case 'web_search_tool_result':
      case 'web_fetch_tool_result':
      case 'mcp_tool_result':
        this.#result(block, {}, at)
        break
    }
  }

  #result(block: JsonObject, row: JsonObject, at: number | undefined): void {
    const callId = stringOf(block['tool_use_id'])
    if (callId === undefined) return
    this.#openCalls.delete(callId)
    this.builder.result(callId, { ...readToolResult(block, row), ...(at === undefined ? {} : { at }) })
  }

  #userTexts(texts: string[], images: number, row: JsonObject, line: number, at: number | undefined): void {
    const joined = texts.join('\n')
    if (this.#isChild) {
      this.#context('instructions', joined, line, at)
      return
    }
    if (row['isCompactSummary'] === true) {
      this.#summary(joined, line, at)
      return
    }
    const source = stringOf(row['promptSource'])
    const origin = stringOf(objectOf(row['origin'])?.['kind'])
    if (row['isMeta'] === true) {
      this.#context(joined.startsWith('Base directory for this skill') ? 'skill' : 'reminder', joined, line, at)
      return
    }
    if (
      (origin !== undefined && origin !== 'human') ||
      source === 'system' ||
      row['turnOrigin'] === 'task_notification'
    ) {
      this.#context('notification', joined, line, at)
      return
    }
    const human = origin === 'human' || (source !== undefined && source !== 'system')
    const prompts: string[] = []
    for (const text of texts) {
      const read = readUserText(text, human)
      if (read.kind === 'prompt') prompts.push(read.text)
      else if (read.kind === 'interrupt') this.#interrupt(line, at)
      else if (read.kind === 'summary') this.#summary(read.text, line, at)
      else this.#context(read.context, read.text, line, at)
    }
    if (prompts.length === 0 && (images === 0 || texts.length > 0)) return
    this.mode(stringOf(row['permissionMode']), line, at)
    const parent = stringOf(row['parentUuid'])
    if (parent !== undefined) {
      if (this.#promptParents.has(parent)) {
        this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'rewind' })
      }
      this.#promptParents.add(parent)
    }
    this.#prompt(prompts.join('\n'), images, source === 'queued', line, at)
  }

  #queued(attachment: JsonObject, line: number, at: number | undefined): void {
    const text = textOf(attachment['prompt'])
    const origin = stringOf(objectOf(attachment['origin'])?.['kind'])
    const mode = stringOf(attachment['commandMode'])
    const read = readUserText(text, origin === 'human')
    const injected =
      (origin !== undefined && origin !== 'human') || attachment['isMeta'] === true || mode === 'task-notification'
    if (read.kind === 'prompt' && !injected) this.#prompt(read.text, 0, true, line, at)
    else if (read.kind === 'interrupt') this.#interrupt(line, at)
    else this.#context(read.kind === 'context' ? read.context : 'notification', text, line, at)
  }

  #prompt(text: string, images: number, queued: boolean, line: number, at: number | undefined): void {
    this.builder.add({
      type: 'prompt',
      ...this.#base(line, at),
      text: this.builder.text(text, 'prompt'),
      ...(images === 0 ? {} : { images }),
      ...(queued ? { queued } : {}),
    })
  }

  #interrupt(line: number, at: number | undefined): void {
    for (const callId of this.#openCalls) this.builder.result(callId, { outcome: 'interrupted' })
    this.#openCalls.clear()
    this.builder.add({ type: 'lifecycle', ...this.#base(line, at), phase: 'interrupt' })
  }

  #summary(text: string, line: number, at: number | undefined): void {
    const summary = this.builder.text(text, 'context')
    if (this.#compaction !== undefined && this.#compaction.summary === undefined) {
      this.builder.seen(at)
      this.#compaction.summary = summary
    } else {
      this.builder.add({ type: 'compaction', ...this.#base(line, at), trigger: 'unknown', summary })
    }
    this.#compaction = undefined
  }

  #reply(text: string, responseId: string | undefined, line: number, at: number | undefined): void {
    if (text.trim() === '' || text === '(no content)') {
      this.builder.seen(at)
      return
    }
    this.builder.add({
      type: 'reply',
      ...this.#base(line, at),
      text: this.builder.text(text, 'reply'),
      ...(responseId === undefined ? {} : { responseId }),
    })
  }

  #context(kind: ContextKind, text: string, line: number, at: number | undefined): void {
    this.builder.add({ type: 'context', ...this.#base(line, at), kind, text: this.builder.text(text, 'context') })
  }

  #detail(text: string): { detail: Text } {
    return { detail: this.builder.text(text, 'detail') }
  }

  /** Events are named after their line, so that a name leads straight to the evidence. */
  #base(line: number, at: number | undefined): { id: string; line: number; at?: number } {
    this.#part += 1
    const id = this.#part === 1 ? `${line}` : `${line}.${this.#part}`
    return at === undefined ? { id, line } : { id, line, at }
  }
}

const ATTACHMENT_KINDS: Readonly<Record<string, ContextKind>> = {
  hook_success: 'hook',
  hook_additional_context: 'hook',
  hook_system_message: 'hook',
  hook_non_blocking_error: 'hook',
  hook_blocking_error: 'hook',
  nested_memory: 'instructions',
  edited_text_file: 'reminder',
}

/** Fast answers have prices of their own, under ids that end so. */
function offerOf(model: string, usage: JsonObject): string {
  return usage['speed'] === 'fast' && !model.endsWith('-fast') ? `${model}-fast` : model
}
