import {
  commandKinds,
  type DroppedUsage,
  type ModelResponse,
  maxUsage,
  type Session,
  type SessionEvent,
  type SessionParent,
  type ToolCallEvent,
  type ToolOutcome,
  type UsageDropReason,
} from '@ses/model'
import { checksOf } from './checks/check-results.ts'
import { commitsOf, type FoundCommit } from './checks/commit-refs.ts'
import { canonicalJson, type JsonObject } from './json.ts'
import type { RawTouch } from './raw-touch.ts'
import { relativePath } from './relative-path.ts'
import { filesOfCommand } from './shell/shell-files.ts'
import { type TextPolicy, usageOnly } from './text-policy.ts'
import { type ToolSpec, type ToolTable, toolSpec } from './tool-table.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What an agent's reader knows of a tool call when it sees it. */
export interface CallStart {
  readonly id: string
  readonly line?: number
  readonly at?: number
  readonly callId: string
  readonly name: string
  readonly args: JsonObject
  readonly responseId?: string
  /** Replaces what the tool table reads from the arguments. */
  readonly command?: string
  readonly files?: readonly RawTouch[]
}

/** What its result adds. */
export interface CallEnd {
  readonly outcome: ToolOutcome
  readonly at?: number
  readonly output?: string
  readonly exitCode?: number
  readonly durationMs?: number
  readonly childId?: string
  readonly background?: boolean
  /** Replaces the files known so far: results often tell more than arguments do. */
  readonly files?: readonly RawTouch[]
  /** The commits it made, where they need not be read from its output. */
  readonly commits?: readonly FoundCommit[]
  /** Corrects the one file the call touched. */
  readonly amend?: Pick<RawTouch, 'operation' | 'addedLines' | 'removedLines'>
}

interface OpenCall<Text extends string> {
  readonly event: Mutable<ToolCallEvent<Text>>
  /** The command before the text policy changed it. */
  readonly command?: string
}

/**
 * Gathers what a reader finds into a `Session`: pairs tool calls with their results, counts every response once, applies the
 * text policy to each text before keeping it, and tracks the earliest and latest time.
 */
export class SessionBuilder<Text extends string> {
  readonly #agent: string
  readonly #tools: ToolTable
  readonly #text: TextPolicy<Text>
  /** What the calls did is not told then: it takes a third of the time, and nobody reads it. */
  readonly #usageOnly: boolean
  readonly #events: SessionEvent<Text>[] = []
  readonly #open = new Map<string, OpenCall<Text>>()
  readonly #responses = new Map<string, Mutable<ModelResponse>>()
  readonly #dropped: DroppedUsage[] = []
  #startedAt = Number.POSITIVE_INFINITY
  #endedAt = Number.NEGATIVE_INFINITY
  readonly #facts: Mutable<Partial<Omit<Session<Text>, 'title' | 'cwd' | 'gitBranch'>>> = {}
  #title: string | undefined
  #cwd: string | undefined
  #gitBranch: string | undefined

  constructor(agent: string, tools: ToolTable, text: TextPolicy<Text>) {
    this.#agent = agent
    this.#tools = tools
    this.#text = text
    this.#usageOnly = (text as unknown) === usageOnly
  }

  /** Applies the text policy. */
  readonly text: TextPolicy<Text> = (text, role) => this.#text(text, role)

  get cwd(): string | undefined {
    return this.#cwd
  }

  /** The earliest time seen; undefined before the first. */
  get startedAt(): number | undefined {
    return Number.isFinite(this.#startedAt) ? this.#startedAt : undefined
  }

  get eventCount(): number {
    return this.#events.length
  }

  /** Notes the time of a row, whether or not the row becomes an event. */
  seen(at: number | undefined): void {
    if (at === undefined) return
    if (at < this.#startedAt) this.#startedAt = at
    if (at > this.#endedAt) this.#endedAt = at
  }

  /** Sets facts of the session; a fact already set stays, so the first row to tell wins. */
  facts(facts: {
    readonly id?: string | undefined
    readonly agentVersion?: string | undefined
    readonly cwd?: string | undefined
    readonly gitBranch?: string | undefined
    readonly gitCommit?: string | undefined
    readonly forkedFrom?: string | undefined
    readonly parent?: SessionParent | undefined
    readonly toolsOffered?: readonly string[] | undefined
  }): void {
    const known = this.#facts
    if (known.id === undefined && facts.id !== undefined) known.id = facts.id
    if (facts.agentVersion !== undefined) known.agentVersion = facts.agentVersion
    if (known.gitCommit === undefined && facts.gitCommit !== undefined) known.gitCommit = facts.gitCommit
    if (known.forkedFrom === undefined && facts.forkedFrom !== undefined) known.forkedFrom = facts.forkedFrom
    if (known.parent === undefined && facts.parent !== undefined) known.parent = facts.parent
    if (known.toolsOffered === undefined && facts.toolsOffered !== undefined) known.toolsOffered = facts.toolsOffered
    this.#cwd ??= facts.cwd
    this.#gitBranch ??= facts.gitBranch
  }

  /** Sets the title; the latest wins. */
  title(title: string): void {
    this.#title = title
  }

  /** Adds an event that needs no pairing. */
  add(event: Exclude<SessionEvent<Text>, ToolCallEvent<Text>>): void {
    this.seen(event.at)
    this.#events.push(event)
  }

  /** Opens a tool call; a call id that is open or closed already is the same call told twice and changes nothing. */
  call(start: CallStart): void {
    this.seen(start.at)
    if (this.#open.has(start.callId)) return
    const spec = toolSpec(this.#tools, start.name)
    const command = this.#usageOnly ? undefined : (start.command ?? spec.command?.(start.args))
    const touches = start.files ?? this.#filesOf(spec, start.args, command)
    const input = this.#usageOnly ? undefined : canonicalJson(start.args, spec.omit)
    const event: Mutable<ToolCallEvent<Text>> = {
      type: 'tool',
      id: start.id,
      ...(start.line === undefined ? {} : { line: start.line }),
      ...(start.at === undefined ? {} : { at: start.at }),
      callId: start.callId,
      name: start.name,
      action: spec.action,
      ...(start.responseId === undefined ? {} : { responseId: start.responseId }),
      ...(input === undefined ? {} : { input: this.#text(input, 'input') }),
      ...(command === undefined ? {} : { command: this.#text(command, 'command') }),
      files: this.#touches(touches),
      outcome: 'pending',
    }
    if (command !== undefined) {
      const kinds = commandKinds(command)
      if (kinds.length > 0) event.commandKinds = kinds
    }
    this.#events.push(event)
    this.#open.set(start.callId, command === undefined ? { event } : { event, command })
  }

  /** Whether a call of this id was opened. */
  hasCall(callId: string): boolean {
    return this.#open.has(callId)
  }

  /** The event of a call as it stands, for readers that decide by it. */
  callEvent(callId: string): Readonly<ToolCallEvent<Text>> | undefined {
    return this.#open.get(callId)?.event
  }

  /** Names the response that asked for a call, where the agent tells it only after the call. */
  joinResponse(callId: string, responseId: string): void {
    const open = this.#open.get(callId)
    if (open !== undefined) open.event.responseId = responseId
  }

  /** Closes a tool call. Results of unknown calls are ignored; of several results each adds what the earlier ones lacked. */
  result(callId: string, end: CallEnd): void {
    this.seen(end.at)
    const open = this.#open.get(callId)
    if (open === undefined) return
    const { event, command } = open
    if (event.outcome === 'pending') event.outcome = end.outcome
    if (end.exitCode !== undefined) event.exitCode = end.exitCode
    if (end.childId !== undefined) event.childId = end.childId
    if (end.background === true) event.background = true
    if (end.files !== undefined) event.files = this.#touches(end.files)
    if (end.commits !== undefined) this.#commits(event, end.commits)
    if (end.amend !== undefined && event.files.length === 1)
      event.files = [{ ...event.files[0], ...end.amend } as never]
    const durationMs =
      end.durationMs ??
      (end.at !== undefined && event.at !== undefined && end.at >= event.at ? end.at - event.at : undefined)
    if (durationMs !== undefined && (end.durationMs !== undefined || event.durationMs === undefined)) {
      event.durationMs = durationMs
    }
    if (end.output === undefined || event.outputLength !== undefined) return
    event.output = this.#text(end.output, 'output')
    event.outputLength = end.output.length
    if (command === undefined || event.commandKinds === undefined) return
    const checks = checksOf(command, end.output, event.exitCode, event.outcome === 'error')
    if (checks.length > 0) event.checks = checks
    if (!event.commandKinds.includes('git')) return
    this.#commits(event, commitsOf(command, end.output))
  }

  /**
   * Counts a response. Rows of the same id are one response: of each token class the largest number is kept, because agents
   * first write placeholders and then the truth.
   */
  response(response: ModelResponse): void {
    const known = this.#responses.get(response.id)
    if (known === undefined) {
      this.#responses.set(response.id, { ...response })
      return
    }
    const usage = maxUsage(known.usage, response.usage)
    const grew = usage.outputTokens > known.usage.outputTokens
    if (response.line !== undefined && known.line !== undefined) {
      this.#dropped.push({ line: grew ? known.line : response.line, responseId: response.id, reason: 'repeat' })
      if (grew) known.line = response.line
    }
    known.usage = usage
    if (known.model === undefined && response.model !== undefined) known.model = response.model
  }

  /** Notes a row whose usage must not be counted. */
  drop(line: number, reason: UsageDropReason, responseId?: string): void {
    this.#dropped.push(responseId === undefined ? { line, reason } : { line, responseId, reason })
  }

  /** The session; `fallbackId` names it when no row did. */
  build(fallbackId: string, children: readonly Session<Text>[] = []): Session<Text> {
    const { id, agentVersion, gitCommit, forkedFrom, parent, toolsOffered } = this.#facts
    return {
      id: id ?? fallbackId,
      agent: this.#agent,
      ...(agentVersion === undefined ? {} : { agentVersion }),
      ...(this.#title === undefined ? {} : { title: this.#text(this.#title, 'title') }),
      ...(this.#cwd === undefined ? {} : { cwd: this.#text(this.#cwd, 'path') }),
      ...(this.#gitBranch === undefined ? {} : { gitBranch: this.#text(this.#gitBranch, 'detail') }),
      ...(gitCommit === undefined ? {} : { gitCommit }),
      ...(Number.isFinite(this.#startedAt) ? { startedAt: this.#startedAt, endedAt: this.#endedAt } : {}),
      ...(parent === undefined ? {} : { parent }),
      ...(forkedFrom === undefined ? {} : { forkedFrom }),
      ...(toolsOffered === undefined ? {} : { toolsOffered }),
      events: this.#events,
      responses: [...this.#responses.values()],
      droppedUsage: this.#dropped,
      children,
    }
  }

  #commits(event: Mutable<ToolCallEvent<Text>>, commits: readonly FoundCommit[]): void {
    if (commits.length === 0) return
    event.commits = commits.map((commit) => ({
      sha: commit.sha,
      ...(commit.branch === undefined ? {} : { branch: this.#text(commit.branch, 'detail') }),
      ...(commit.subject === undefined ? {} : { subject: this.#text(commit.subject, 'detail') }),
    }))
  }

  #filesOf(spec: ToolSpec, args: JsonObject, command: string | undefined): readonly RawTouch[] {
    if (this.#usageOnly) return NONE
    return spec.files?.(args) ?? (command === undefined ? NONE : filesOfCommand(command))
  }

  #touches(touches: readonly RawTouch[]): ToolCallEvent<Text>['files'] {
    if (touches.length === 0 || this.#usageOnly) return NONE
    return touches.map((touch) => ({
      path: this.#text(relativePath(touch.path, this.#cwd), 'path'),
      operation: touch.operation,
      ...(touch.to === undefined ? {} : { to: this.#text(relativePath(touch.to, this.#cwd), 'path') }),
      ...(touch.before === undefined ? {} : { before: this.#text(touch.before, 'before') }),
      ...(touch.after === undefined ? {} : { after: this.#text(touch.after, 'after') }),
      ...(touch.addedLines === undefined ? {} : { addedLines: touch.addedLines }),
      ...(touch.removedLines === undefined ? {} : { removedLines: touch.removedLines }),
    }))
  }
}

const NONE: readonly never[] = []
