import { type FileCategory, type FileOperation, type FileTouch, fileCategory, type Session } from '@ses/model'
import { isChange, projectPath } from './project-path.ts'
import { type Call, factsOf, type SessionFacts } from './session-facts.ts'

/** An operation that changes a file. `write` replaces or makes it: the agent did not tell which. */
export type ChangeOperation = Exclude<FileOperation, 'read' | 'search' | 'list'>

/** One file that the session or its sub-agents changed. */
export interface ChangedFile {
  /** Its last name in the session, relative to the session's directory where it lies below it. */
  readonly path: string
  readonly category: FileCategory
  /** Each operation once, in order of first occurrence. */
  readonly operations: readonly ChangeOperation[]
  /** Sum over all changes as far as the agent tells; an edit made twice counts twice. */
  readonly addedLines: number
  readonly removedLines: number
  /** The last change removed it. */
  readonly deleted: boolean
  /** The session made it, as far as its first operation tells. */
  readonly born: boolean
  /** Calls that changed it, in order. */
  readonly events: readonly string[]
}

/** What a session changed in its project. */
export interface Changes {
  /** In order of first change. */
  readonly files: readonly ChangedFile[]
  /** Number of files per category; categories without a file are absent. */
  readonly summary: Readonly<Partial<Record<FileCategory, number>>>
  /** Files changed in temporary directories and in the agent's own folders; they are not part of the project. */
  readonly scratch: readonly string[]
}

/** The files a session changed. Calls that failed, were denied or interrupted changed nothing, except a failed shell command, which may have. */
export function changesOf(session: Session): Changes {
  return changesOfFacts(factsOf(session))
}

/** Absolute paths that belong to the machine or the agent, not to a project. */
const SCRATCH =
  /^(?:\/private)?\/(?:tmp|var\/folders|var\/tmp|dev)\/|^[a-z]:\/(?:temp|tmp)\/|(?:^|\/)AppData\/Local\/Temp\/|(?:^|\/)\.(?:claude|codex|gemini|qwen|cursor|copilot)\/(?:plans|projects|sessions|todos|memory|memories|tmp|scratchpad|session-state)\//i

const BIRTHS: ReadonlySet<string> = new Set(['create', 'write'])

interface Draft {
  path: string
  operations: Set<ChangeOperation>
  addedLines: number
  removedLines: number
  deleted: boolean
  events: Set<string>
}

/** As `changesOf`, from facts already gathered. */
export function changesOfFacts(facts: SessionFacts): Changes {
  return changesOfCalls(facts.calls)
}

/** The files that some calls changed; with `attempts` also those of temporary directories and of calls that failed or were denied. */
export function changesOfCalls(calls: readonly Call[], options: { readonly attempts?: boolean } = {}): Changes {
  const drafts = new Map<string, Draft>()
  const scratch = new Set<string>()
  for (const { call, event } of calls) {
    if (options.attempts !== true && !changedAnything(call.outcome, call.action)) continue
    for (const touch of call.files) {
      if (!isChange(touch)) continue
      const path = projectPath(touch)
      if (options.attempts !== true && SCRATCH.test(path)) scratch.add(path)
      else record(drafts, touch, path, event)
    }
  }
  const files = [...drafts.values()].map(
    (draft): ChangedFile => ({
      path: draft.path,
      category: fileCategory(draft.path),
      operations: [...draft.operations],
      addedLines: draft.addedLines,
      removedLines: draft.removedLines,
      deleted: draft.deleted,
      born: BIRTHS.has([...draft.operations][0] ?? ''),
      events: [...draft.events],
    }),
  )
  const summary: Partial<Record<FileCategory, number>> = {}
  for (const file of files) summary[file.category] = (summary[file.category] ?? 0) + 1
  return { files, summary, scratch: [...scratch] }
}

function changedAnything(outcome: string, action: string): boolean {
  return outcome === 'ok' || outcome === 'pending' || (outcome === 'error' && action === 'shell')
}

function record(drafts: Map<string, Draft>, touch: FileTouch, path: string, event: string): void {
  const known = drafts.get(touch.to === undefined ? path : touch.path) ?? drafts.get(path)
  const draft: Draft = known ?? {
    path,
    operations: new Set(),
    addedLines: 0,
    removedLines: 0,
    deleted: false,
    events: new Set(),
  }
  if (known !== undefined && known.path !== path) drafts.delete(known.path)
  draft.path = path
  draft.deleted = touch.operation === 'delete'
  draft.operations.add(touch.operation as ChangeOperation)
  draft.addedLines += touch.addedLines ?? 0
  draft.removedLines += touch.removedLines ?? 0
  draft.events.add(event)
  drafts.set(path, draft)
}
