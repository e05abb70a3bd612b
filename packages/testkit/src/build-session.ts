import {
  type CommandKind,
  type ContextKind,
  commandKinds,
  type FileTouch,
  type LifecyclePhase,
  type ModelResponse,
  noUsage,
  type Session,
  type SessionEvent,
  type ToolCallEvent,
  type Usage,
} from '@ses/model'

/** Fields of a built session that default to `session-1`, `claude-code`, `/project` and none. */
export interface SessionOptions {
  readonly id?: string
  readonly agent?: string
  readonly cwd?: string
  readonly toolsOffered?: readonly string[]
  readonly parent?: Session['parent']
  /** Epoch milliseconds of the first event; 1 767 225 600 000 (2026-01-01) when absent. Each event comes one second later. */
  readonly startedAt?: number
}

/** What may be set on any built call; whatever is absent is derived or left out. */
export type CallFields = Partial<Omit<ToolCallEvent, 'type' | 'id' | 'at' | 'command'>>

/** Starts a session whose ids (`e1`, `e2`, …; `r1`, …) and times are the same at every run. */
export function buildSession(options: SessionOptions = {}): SessionBuilder {
  return new SessionBuilder(options)
}

/** Adds one event per method call; every call is a response of its own unless made inside `batch`. */
export class SessionBuilder {
  readonly #options: SessionOptions
  readonly #events: SessionEvent[] = []
  readonly #responses: ModelResponse[] = []
  readonly #children: Session[] = []
  #batch: string | undefined
  #model = 'model-1'
  #usage: Usage = { ...noUsage, inputTokens: 100, cacheReadTokens: 1000, outputTokens: 50 }

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Model of every response made from here on; `model-1` until set. */
  model(id: string): this {
    this.#model = id
    return this
  }

  /** Usage of every response made from here on; 100 input, 1000 cache read and 50 output tokens until set. */
  usage(usage: Partial<Usage>): this {
    this.#usage = { ...noUsage, ...usage }
    return this
  }

  prompt(text: string, fields: { readonly images?: number; readonly queued?: true } = {}): this {
    return this.#push({ type: 'prompt', text, ...fields })
  }

  context(kind: ContextKind, text: string): this {
    return this.#push({ type: 'context', kind, text })
  }

  reply(text: string): this {
    return this.#push({ type: 'reply', text, responseId: this.#response() })
  }

  thinking(text: string): this {
    return this.#push({ type: 'thinking', text, responseId: this.#response() })
  }

  compaction(
    fields: { trigger?: 'auto' | 'manual' | 'unknown'; tokensBefore?: number; tokensAfter?: number } = {},
  ): this {
    return this.#push({ type: 'compaction', trigger: 'auto', ...fields })
  }

  lifecycle(phase: LifecyclePhase, detail?: string): this {
    return this.#push({ type: 'lifecycle', phase, ...(detail === undefined ? {} : { detail }) })
  }

  /** Calls made inside share one response. */
  batch(calls: (builder: this) => unknown): this {
    this.#batch = this.#response()
    calls(this)
    this.#batch = undefined
    return this
  }

  read(path: string, fields: CallFields = {}): this {
    return this.call('Read', 'read', { files: [{ path, operation: 'read' }], ...fields })
  }

  /** A search for `pattern` below `path` (`.` when absent) with the tool `Grep`. */
  search(pattern: string, path = '.', fields: CallFields = {}): this {
    const input = JSON.stringify({ path, pattern })
    return this.call('Grep', 'search', { input, files: [{ path, operation: 'search' }], ...fields })
  }

  list(path: string, fields: CallFields = {}): this {
    return this.call('Glob', 'list', { files: [{ path, operation: 'list' }], ...fields })
  }

  create(path: string, after = 'export {}\n', fields: CallFields = {}): this {
    return this.call('Write', 'write', { files: [{ path, operation: 'create', after }], ...fields })
  }

  write(path: string, after = 'export {}\n', fields: CallFields = {}): this {
    return this.call('Write', 'write', { files: [{ path, operation: 'write', after }], ...fields })
  }

  edit(path: string, change: { before?: string; after?: string } = {}, fields: CallFields = {}): this {
    return this.call('Edit', 'edit', { files: [{ path, operation: 'edit', ...change }], ...fields })
  }

  remove(path: string, fields: CallFields = {}): this {
    return this.call('Delete', 'delete', { files: [{ path, operation: 'delete' }], ...fields })
  }

  /** A shell call; its kinds are told from the command, and an exit code other than 0 makes it an error. */
  shell(command: string, fields: CallFields = {}): this {
    const outcome = fields.exitCode !== undefined && fields.exitCode !== 0 ? 'error' : 'ok'
    const kinds: readonly CommandKind[] = commandKinds(command)
    return this.call('Bash', 'shell', { outcome, commandKinds: kinds, ...fields }, command)
  }

  /** A sub-agent call with the session it started, built by `child`. */
  subagent(agentType: string, child: (builder: SessionBuilder) => SessionBuilder): this {
    const parentId = this.#options.id ?? 'session-1'
    const id = `${parentId}-child-${this.#children.length + 1}`
    const callId = `e${this.#events.length + 1}`
    const options = { ...this.#options, id, parent: { sessionId: parentId, callId, agentType } }
    this.#children.push(child(new SessionBuilder(options)).build())
    return this.call('Task', 'subagent', { childId: id })
  }

  /** A call of any tool. */
  call(name: string, action: ToolCallEvent['action'], fields: CallFields = {}, command?: string): this {
    const files: readonly FileTouch[] = fields.files ?? []
    return this.#push({
      type: 'tool',
      callId: `e${this.#events.length + 1}`,
      name,
      action,
      responseId: this.#response(),
      outcome: 'ok',
      ...(command === undefined ? {} : { command }),
      ...fields,
      files,
    })
  }

  build(): Session {
    const first = this.#events.at(0)?.at
    const last = this.#events.at(-1)?.at
    const { toolsOffered, parent } = this.#options
    return {
      id: this.#options.id ?? 'session-1',
      agent: this.#options.agent ?? 'claude-code',
      cwd: this.#options.cwd ?? '/project',
      ...(first === undefined ? {} : { startedAt: first }),
      ...(last === undefined ? {} : { endedAt: last }),
      ...(parent === undefined ? {} : { parent }),
      ...(toolsOffered === undefined ? {} : { toolsOffered }),
      events: [...this.#events],
      responses: [...this.#responses],
      droppedUsage: [],
      children: [...this.#children],
    }
  }

  #response(): string {
    if (this.#batch !== undefined) return this.#batch
    const id = `r${this.#responses.length + 1}`
    this.#responses.push({ id, model: this.#model, usage: this.#usage })
    return id
  }

  #push(event: WithoutBase<SessionEvent>): this {
    const count = this.#events.length
    const at = (this.#options.startedAt ?? 1_767_225_600_000) + count * 1000
    this.#events.push({ id: `e${count + 1}`, at, line: count + 1, ...event } as SessionEvent)
    return this
  }
}

type WithoutBase<Event> = Event extends SessionEvent ? Omit<Event, 'id' | 'at' | 'line'> : never
