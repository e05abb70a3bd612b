import { type FileCategory, fileCategory, type Session } from '@ses/model'
import type { CompleteSummary } from '@ses/schema'
import { callsInOrder, type PlacedCall } from './calls-in-order.ts'
import { type CodeLine, codeLines } from './code-lines.ts'
import type { DiffFile } from './diff/diff.ts'
import { type Language, languageOf } from './language.ts'
import type { ReviewInput } from './review-input.ts'

/** An input prepared for all rules in one pass. */
export interface ReviewView {
  readonly files: readonly ViewedFile[]
  /** Absent: a diff without a session. */
  readonly summary?: CompleteSummary
  /** Absent when the transcript is gone. */
  readonly session?: Session
  /** Calls of the session and its sub-agents, in order. */
  readonly calls: readonly PlacedCall[]
  readonly repositoryFiles?: ReadonlySet<string>
  /** The events that changed a file, of the session that changed it first. */
  readonly eventsOf: (path: string) => EventRef
}

/** A changed file with what rules ask of it. */
export interface ViewedFile {
  readonly diff: DiffFile
  readonly path: string
  readonly category: FileCategory
  readonly language: Language | undefined
  /** Lines of the new side, context included, with strings and comments told apart. */
  readonly lines: readonly CodeLine[]
  /** The added ones of `lines`. */
  readonly added: readonly CodeLine[]
  /** Texts of removed lines, trimmed. */
  readonly removed: ReadonlySet<string>
}

/** Where in a transcript something shows. */
export interface EventRef {
  readonly sessionId: string | null
  readonly eventIds: readonly string[]
}

export function viewReview({ reviewed, diff, repositoryFiles }: ReviewInput): ReviewView {
  const session = reviewed?.session
  const root = reviewed?.summary.session.id ?? null
  const calls = session === undefined ? [] : [...callsInOrder(session)]
  const edits = editsByName(calls)
  return {
    files: diff.files.map(viewFile),
    ...(reviewed === undefined ? {} : { summary: reviewed.summary }),
    ...(session === undefined ? {} : { session }),
    calls,
    ...(repositoryFiles === undefined ? {} : { repositoryFiles }),
    eventsOf: (path) => {
      const own = edits.get(baseName(path))?.filter((edit) => isSamePath(edit.path, path)) ?? []
      const sessionId = own[0]?.sessionId ?? root
      const ids = own.filter((edit) => edit.sessionId === sessionId).map(({ eventId }) => eventId)
      return { sessionId, eventIds: [...new Set(ids)].slice(0, MOST_EVENTS) }
    },
  }
}

/** A file edited more often shows in its first edits. */
const MOST_EVENTS = 20

function viewFile(diff: DiffFile): ViewedFile {
  const language = languageOf(diff.path)
  const lines = diff.hunks.flatMap((hunk) => codeLines(hunk.lines, language))
  const gone = diff.hunks.flatMap((hunk) => hunk.lines).filter(({ kind }) => kind === 'removed')
  return {
    diff,
    path: diff.path,
    category: fileCategory(diff.path),
    language,
    lines,
    added: lines.filter(({ line }) => line.kind === 'added'),
    removed: new Set(gone.map(({ text }) => text.trim())),
  }
}

interface Edit {
  readonly path: string
  readonly sessionId: string
  readonly eventId: string
}

const LOOKS: ReadonlySet<string> = new Set(['read', 'search', 'list'])

function editsByName(calls: readonly PlacedCall[]): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>()
  for (const { call, sessionId } of calls) {
    if (call.outcome === 'denied') continue
    for (const touch of call.files) {
      if (LOOKS.has(touch.operation)) continue
      const path = touch.to ?? touch.path
      const edit = { path, sessionId, eventId: call.id }
      const known = edits.get(baseName(path))
      if (known === undefined) edits.set(baseName(path), [edit])
      else known.push(edit)
    }
  }
  return edits
}

/** True when both may name one file: paths of a session are relative to where it started, those of a diff to the root of the repository. */
export function isSamePath(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`)
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
