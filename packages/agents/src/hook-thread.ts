import type { LifecyclePhase, Session, SessionParent, ToolCallEvent, ToolOutcome } from '@ses/model'
import { type EventPlace, EventWriter } from './event-writer.ts'
import { canonicalJson, type JsonObject } from './json.ts'
import type { RawTouch } from './raw-touch.ts'
import type { CallEnd } from './session-builder.ts'
import type { TextPolicy } from './text-policy.ts'
import type { ToolTable } from './tool-table.ts'

/** A tool call as a hook tells it, before or after it ran. */
export interface HookCall {
  /** The agent's own id of the call; absent where its hooks carry none. */
  readonly id?: string | undefined
  readonly name: string
  readonly args: JsonObject
  /** Replaces what the tool table reads from the arguments. */
  readonly files?: readonly RawTouch[]
}

/**
 * One conversation as its hooks tell it: the main one or a sub-agent's. Events that are told twice, because a hook is registered
 * twice or two hooks tell the same, become one. Calls without an id are paired in order, those with the same arguments first.
 */
export class HookThread<Text extends string> {
  readonly #writer: EventWriter<Text>
  readonly #isChild: boolean
  /** Call ids as the builder knows them, by the agent's own. */
  readonly #ids = new Map<string, string>()
  /** Calls without a result, by builder id, in order. */
  readonly #open = new Set<string>()
  /** Calls without an id that wait for their result, by tool, and by tool and arguments. */
  readonly #waiting = new Map<string, Queue>()
  /** Sub-agent calls that no sub-agent was linked to yet. */
  readonly #unlinked = new Queue()
  readonly #linked = new Set<string>()
  /** Calls by the sub-agent they started. */
  readonly #starts = new Map<string, string>()
  #latest: string | undefined
  #lastReply: string | undefined
  #lastPrompt: string | undefined

  constructor(agent: string, tools: ToolTable, text: TextPolicy<Text>, isChild: boolean) {
    this.#writer = new EventWriter(agent, tools, text)
    this.#isChild = isChild
  }

  get writer(): EventWriter<Text> {
    return this.#writer
  }

  /** The call that began last. */
  get latest(): Readonly<ToolCallEvent<Text>> | undefined {
    return this.#latest === undefined ? undefined : this.#eventOf(this.#latest)
  }

  place(place: EventPlace): void {
    this.#writer.place(place)
  }

  /** A human's prompt; `turn` is the agent's id of the turn, by which a repeated telling is noticed. */
  prompt(text: string, turn?: string, images = 0): void {
    const key = turn === undefined ? undefined : `${turn} ${text}`
    if (key !== undefined && key === this.#lastPrompt) return
    this.#lastPrompt = key
    this.#lastReply = undefined
    if (this.#isChild) this.#writer.context('instructions', text)
    else this.#writer.prompt(text, { images })
  }

  /** What the agent said; the same text told again before the next prompt is left out. */
  reply(text: string | undefined, responseId?: string): void {
    if (text === undefined || text.trim() === '' || text.trim() === this.#lastReply) return
    this.#lastReply = text.trim()
    this.#writer.reply(text, responseId)
  }

  /** A call that begins; answers the builder's id of it. */
  call(call: HookCall, responseId?: string): string {
    const { id, name, args, files } = call
    const told = id === undefined ? undefined : this.#ids.get(id)
    if (told !== undefined) return told
    const callId = this.#writer.call({
      callId: id,
      name,
      args,
      ...(responseId === undefined ? {} : { responseId }),
      ...(files === undefined ? {} : { files }),
    })
    this.#open.add(callId)
    this.#latest = callId
    if (id !== undefined) this.#ids.set(id, callId)
    else for (const key of keysOf(call)) this.#queue(key).add(callId)
    if (this.#eventOf(callId)?.action === 'subagent') this.#unlinked.add(callId)
    return callId
  }

  /** The end of a call; one whose beginning was not told begins here. */
  result(call: HookCall, end: CallEnd, responseId?: string): void {
    const known = call.id === undefined ? this.#take(call) : this.#ids.get(call.id)
    const callId = known ?? this.call(call, responseId)
    this.end(callId, end)
  }

  /** Ends a call by the builder's id. */
  end(callId: string, end: CallEnd): void {
    this.#open.delete(callId)
    if (end.childId !== undefined) {
      this.#linked.add(callId)
      this.#starts.set(end.childId, callId)
    }
    this.#writer.result(callId, end)
  }

  /** The oldest call without a result that this one may be: same arguments first, then same tool. */
  find(call: HookCall): string | undefined {
    for (const key of keysOf(call)) {
      const callId = this.#waiting.get(key)?.first((id) => this.#open.has(id))
      if (callId !== undefined) return callId
    }
    return undefined
  }

  /** Names the calls that one answer of the model asked for. */
  batch(ids: readonly string[], responseId: string): void {
    for (const id of ids) this.#writer.builder.joinResponse(this.#ids.get(id) ?? id, responseId)
  }

  isOpen(id: string): boolean {
    return this.#open.has(this.#ids.get(id) ?? id)
  }

  knows(id: string): boolean {
    return this.#ids.has(id)
  }

  /** Ends all calls without a result for which `outcome` has one. */
  settle(outcome: (event: Readonly<ToolCallEvent<Text>>) => ToolOutcome | undefined): void {
    for (const callId of this.#open) {
      const event = this.#eventOf(callId)
      const settled = event === undefined ? undefined : outcome(event)
      if (settled === undefined) continue
      this.#open.delete(callId)
      this.#writer.result(callId, { outcome: settled })
    }
  }

  /** The call that started a sub-agent, as far as it is known. */
  startOf(childId: string): string | undefined {
    return this.#starts.get(childId)
  }

  /** Links the oldest sub-agent call without a sub-agent to this one, unless its call is known. */
  link(childId: string): void {
    if (this.#starts.has(childId)) return
    const callId = this.#unlinked.first((id) => !this.#linked.has(id))
    if (callId === undefined) return
    this.#linked.add(callId)
    this.#starts.set(childId, callId)
    this.#writer.result(callId, { outcome: 'pending', childId })
  }

  lifecycle(phase: LifecyclePhase, detail?: string): void {
    this.#writer.lifecycle(phase, detail)
  }

  build(id: string, parent: SessionParent | undefined, children: readonly Session<Text>[]): Session<Text> {
    if (parent !== undefined) this.#writer.builder.facts({ parent })
    return this.#writer.builder.build(id, children)
  }

  #take(call: HookCall): string | undefined {
    const found = this.find(call)
    if (found !== undefined) this.#open.delete(found)
    return found
  }

  #eventOf(callId: string): Readonly<ToolCallEvent<Text>> | undefined {
    return this.#writer.builder.callEvent(callId)
  }

  #queue(key: string): Queue {
    const known = this.#waiting.get(key)
    if (known !== undefined) return known
    const queue = new Queue()
    this.#waiting.set(key, queue)
    return queue
  }
}

/** Ids in order; those that no longer count are passed over once. */
class Queue {
  readonly #ids: string[] = []
  #start = 0

  add(id: string): void {
    this.#ids.push(id)
  }

  first(counts: (id: string) => boolean): string | undefined {
    while (this.#start < this.#ids.length) {
      const id = this.#ids[this.#start] as string
      if (counts(id)) return id
      this.#start += 1
    }
    return undefined
  }
}

function keysOf({ name, args }: HookCall): readonly [string, string] {
  return [`${name} ${canonicalJson(args) ?? ''}`, name]
}
