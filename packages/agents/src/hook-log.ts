import type { Session } from '@ses/model'
import type { HookEnd, HookEvent, HookSession } from './agent.ts'
import { HookThread } from './hook-thread.ts'
import { stringOf } from './json.ts'
import type { TextPolicy } from './text-policy.ts'
import type { ToolTable } from './tool-table.ts'

interface Child<Text extends string> {
  readonly thread: HookThread<Text>
  agentType?: string
  started?: true
}

/** What the hooks of one session tell: its threads, its transcript, its end. */
export class HookLog<Text extends string> {
  readonly #agent: string
  readonly #tools: ToolTable
  readonly #text: TextPolicy<Text>
  readonly #main: HookThread<Text>
  readonly #children = new Map<string, Child<Text>>()
  #event: HookEvent = { hook: '', payload: {} }
  #line = 0
  #id: string | undefined
  #transcript: string | undefined
  #workLine = 0
  #ended: HookEnd | undefined

  constructor(agent: string, tools: ToolTable, text: TextPolicy<Text>) {
    this.#agent = agent
    this.#tools = tools
    this.#text = text
    this.#main = new HookThread(agent, tools, text, false)
  }

  /** Starts the next event. */
  begin(event: HookEvent, line: number): void {
    this.#event = event
    this.#line = line
    this.#id ??= event.sessionId
  }

  get line(): number {
    return this.#line
  }

  /** Marks the event as work: a session that had ended goes on. */
  work(): void {
    this.#workLine = this.#line
    this.#ended = undefined
  }

  /** The session ends; of several ends without work between them the first counts. */
  close(reason: string | undefined): void {
    if (this.#ended !== undefined) return
    const { at } = this.#event
    this.#ended = {
      line: this.#line,
      ...(at === undefined ? {} : { at }),
      ...(reason === undefined ? {} : { reason }),
    }
    this.thread().lifecycle('end', reason)
  }

  /** Facts of the session that many events repeat. */
  facts(facts: {
    readonly id?: string | undefined
    readonly transcript?: string | undefined
    readonly cwd?: string | undefined
    readonly agentVersion?: string | undefined
  }): void {
    const { id, transcript, cwd, agentVersion } = facts
    this.#id ??= id
    if (transcript !== undefined) this.#transcript = transcript
    this.#main.writer.builder.facts({ cwd, agentVersion })
  }

  /** The thread that the event belongs to, at its place; the main one without an id. */
  thread(childId?: string, agentType?: string): HookThread<Text> {
    const thread = childId === undefined ? this.#main : this.#child(childId, agentType).thread
    const { at } = this.#event
    thread.place({ line: this.#line, at })
    // The session lasts as long as its sub-agents do.
    if (thread !== this.#main) this.#main.writer.builder.seen(at)
    return thread
  }

  hasChild(childId: string): boolean {
    return this.#children.has(childId)
  }

  /** A sub-agent begins: the call that waits for one is linked to it. */
  startChild(childId: string, agentType: string | undefined): void {
    const child = this.#child(childId, agentType)
    if (child.started) return
    child.started = true
    this.thread().link(childId)
  }

  end(): HookSession<Text> {
    const id = this.#id ?? 'unknown'
    const children = [...this.#children].map(([childId, { thread, agentType }]) => {
      const callId = this.#main.startOf(childId)
      const parent = {
        sessionId: id,
        ...(callId === undefined ? {} : { callId }),
        ...(agentType === undefined ? {} : { agentType }),
      }
      return thread.build(childId, parent, [])
    })
    const session: Session<Text> = this.#main.build(id, undefined, children)
    return {
      session,
      ...(this.#transcript === undefined ? {} : { transcript: this.#transcript }),
      workLine: this.#workLine,
      ...(this.#ended === undefined ? {} : { ended: this.#ended }),
    }
  }

  #child(childId: string, agentType: string | undefined): Child<Text> {
    let child = this.#children.get(childId)
    if (child === undefined) {
      child = { thread: new HookThread(this.#agent, this.#tools, this.#text, true) }
      child.thread.writer.builder.facts({ cwd: this.#main.writer.builder.cwd })
      this.#children.set(childId, child)
    }
    const type = stringOf(agentType)
    if (type !== undefined) child.agentType ??= type
    return child
  }
}
