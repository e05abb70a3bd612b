import type { CheckKind, CheckResult, Session } from '@ses/model'
import { checkRunsOf } from './check-runs.ts'
import { namesIn } from './mentions.ts'
import { baseName } from './paths.ts'
import { type CallView, losesHistory, type SessionView } from './session-view.ts'

/** One call that ran checks of a kind. */
export interface CheckRun {
  readonly call: CallView
  readonly checks: readonly CheckResult[]
}

/** What the calls up to a point prove; moved forward only, so that a whole session is read once. */
export class ProofRecord {
  /** True when work may have been done that the transcript does not hold: a fork, a resumed or compacted history. */
  readonly partial: boolean
  /** True once a call was made whose effects the record does not show: a script, an unknown tool, a sub-agent. */
  opaque = false
  /** True once a commit was made, or a call that may have made one. */
  mayHaveCommitted = false
  readonly #view: SessionView
  readonly #children: ReadonlyMap<string, Session>
  readonly #files: ReadonlySet<string>
  readonly #seen = new Set<string>()
  readonly #last = new Map<CheckKind, CheckRun>()
  readonly #passed = new Set<string>()
  #at = 0

  /** `files` are the base names that `hasSeen` will be asked for. */
  constructor(view: SessionView, files: ReadonlySet<string>) {
    this.#view = view
    this.#files = files
    this.#children = new Map(view.session.children.map((child) => [child.id, child]))
    this.partial = view.session.forkedFrom !== undefined || view.session.events.some(losesHistory)
  }

  /** Takes in the calls of order below `calls`. */
  advance(calls: number): void {
    for (; this.#at < calls; this.#at++) {
      const call = this.#view.calls[this.#at]
      if (call !== undefined) this.#take(call)
    }
  }

  /** The last call that ran checks of the kind; a build and a type check prove each other. */
  lastRun(kind: CheckKind): CheckRun | undefined {
    const own = this.#last.get(kind)
    const kin =
      kind === 'typecheck' ? this.#last.get('build') : kind === 'build' ? this.#last.get('typecheck') : undefined
    return own === undefined || (kin !== undefined && kin.call.order > own.call.order) ? (kin ?? own) : own
  }

  hasPassed(kind: CheckKind, count: number): boolean {
    return this.#passed.has(`${kind} ${count}`)
  }

  /** True when a call read, changed, or named a file of that base name. */
  hasSeen(file: string): boolean {
    return this.#seen.has(file) || this.#seen.has('*')
  }

  #take(call: CallView): void {
    const { event } = call
    this.opaque ||= isOpaque(call)
    this.mayHaveCommitted ||= mayCommit(call)
    const child = this.#children.get(event.childId ?? '')
    const checks = [...checkRunsOf(event), ...(child === undefined ? [] : checksOf(child))]
    for (const kind of new Set(checks.map((check) => check.kind))) {
      this.#last.set(kind, { call, checks: checks.filter((check) => check.kind === kind) })
    }
    for (const { kind, passed } of checks) if (passed !== undefined) this.#passed.add(`${kind} ${passed}`)
    if (this.#files.size === 0) return
    if (event.action === 'subagent' || event.action === 'mcp') this.#seen.add('*')
    for (const touch of event.files) this.#seen.add(baseName(touch.path))
    for (const text of [event.command, event.input, event.output]) {
      for (const name of namesIn(text, this.#files)) this.#seen.add(name)
    }
  }
}

function checksOf(session: Session): CheckResult[] {
  return session.events.flatMap((event) => (event.type === 'tool' ? checkRunsOf(event) : []))
}

function mayCommit({ event }: CallView): boolean {
  if (event.outcome === 'denied') return false
  if ((event.commits?.length ?? 0) > 0 || event.action === 'subagent') return true
  const texts = [event.command, event.input, event.name]
  return event.outcome !== 'error' && texts.some((text) => text !== undefined && COMMITTING.test(text))
}

const COMMITTING = /commit|push|merge|cherry-pick|rebase|revert/i

const TELLING = new Set(['read', 'search', 'list', 'git', 'edit', 'process', 'network', 'install', 'format', 'lint'])

function isOpaque(call: CallView): boolean {
  const { event } = call
  // Hooks of a commit may run anything.
  if (event.action === 'shell' && mayCommit(call) && /hook|husky|lint|test/i.test(event.output ?? '')) return true
  if (event.background === true || ['subagent', 'mcp', 'other', 'skill'].includes(event.action)) return true
  return event.action === 'shell' && !(event.commandKinds ?? []).every((kind) => TELLING.has(kind))
}
