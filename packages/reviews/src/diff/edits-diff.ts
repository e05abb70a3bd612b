import type { FileTouch, Session } from '@ses/model'
import { callsInOrder } from '../calls-in-order.ts'
import { compareTexts } from './compare-texts.ts'
import type { Diff, DiffFile, DiffHunk } from './diff.ts'

/**
 * The diff a session made, put together from the edits it recorded, for want of a repository. Later edits of a text that an earlier one
 * wrote are joined with it, so that what was taken back does not show. What shell commands did is not in it.
 */
export function editsDiff(session: Session): Diff {
  const drafts = new Map<string, Draft>()
  const read = new Set<string>()
  for (const { call } of callsInOrder(session)) {
    if (call.outcome !== 'ok' && call.outcome !== 'pending') continue
    for (const touch of call.files) {
      const path = placeOf(touch.path)
      if (touch.operation === 'read' || touch.operation === 'search') read.add(path)
      else if (touch.operation !== 'list' && !isScratch(path)) apply(drafts, touch, path, read.has(path))
    }
  }
  const files = [...drafts.values()].flatMap((draft) => fileOf(draft) ?? [])
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) }
}

interface Draft {
  path: string
  oldPath?: string
  born: boolean
  dead: boolean
  /** Whole content, where it is known. */
  whole?: { before: string; after: string }
  /** Replaced parts whose place is not known. */
  parts: { before: string; after: string }[]
}

function apply(drafts: Map<string, Draft>, touch: FileTouch, path: string, wasRead: boolean): void {
  const known = drafts.get(path)
  const draft: Draft = known ?? { path, born: false, dead: false, parts: [] }
  if (known === undefined) drafts.set(path, draft)
  const { operation, before, after } = touch
  if (operation === 'delete') {
    if (draft.born) drafts.delete(path)
    else draft.dead = true
    return
  }
  if (operation === 'rename') {
    if (touch.to === undefined) return
    drafts.delete(path)
    draft.oldPath ??= path
    draft.path = placeOf(touch.to)
    drafts.set(draft.path, draft)
    if (before !== undefined || after !== undefined) replacePart(draft, before ?? '', after ?? '')
    return
  }
  draft.dead = false
  if (operation === 'create' || (operation === 'write' && before === undefined)) {
    if (known === undefined) draft.born = operation === 'create' || !wasRead
    if (after === undefined) return
    if (draft.whole !== undefined) draft.whole.after = after
    else if (draft.born) draft.whole = { before: '', after }
    // The old content is not on record, so which lines are new cannot be told: only what earlier edits replaced is kept.
    return
  }
  if (before === undefined && after === undefined) return
  if (operation === 'write') draft.whole = { before: draft.whole?.before ?? before ?? '', after: after ?? '' }
  else replacePart(draft, before ?? '', after ?? '')
}

/** Among so many of a file's latest parts is looked for the one that an edit continues. */
const MOST_PARTS = 64

function replacePart(draft: Draft, before: string, after: string): void {
  if (draft.whole !== undefined) {
    const at = draft.whole.after.indexOf(before)
    if (before !== '' && at >= 0) {
      draft.whole.after = splice(draft.whole.after, at, before.length, after)
      return
    }
  }
  for (const part of draft.parts.slice(-MOST_PARTS)) {
    const inside = before === '' ? -1 : part.after.indexOf(before)
    if (inside >= 0) {
      part.after = splice(part.after, inside, before.length, after)
      return
    }
    const around = part.after === '' ? -1 : before.indexOf(part.after)
    if (around >= 0 && part.after.length * 2 > before.length) {
      part.before = splice(before, around, part.after.length, part.before)
      part.after = after
      return
    }
  }
  draft.parts.push({ before, after })
}

function splice(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length)
}

function fileOf(draft: Draft): DiffFile | undefined {
  const { path, oldPath, born, dead, whole, parts } = draft
  const hunks: DiffHunk[] = dead
    ? []
    : [
        ...(whole === undefined ? [] : wholeHunks(whole)),
        ...parts.flatMap(({ before, after }) => compareTexts(before, after, false)),
      ]
  const status = dead ? 'deleted' : born ? 'added' : oldPath !== undefined && oldPath !== path ? 'renamed' : 'modified'
  if (status === 'modified' && hunks.length === 0 && (whole !== undefined || parts.length > 0)) return undefined
  return { path, ...(status === 'renamed' && oldPath !== undefined ? { oldPath } : {}), status, binary: false, hunks }
}

/** Written where the analysis shortened a text. */
const LEFT_OUT = /^\[… \d+ characters left out.*…\]$/

/** Lines behind a part that was left out have no number. */
function wholeHunks({ before, after }: { readonly before: string; readonly after: string }): DiffHunk[] {
  return compareTexts(before, after, true).map((hunk) => {
    const cut = hunk.lines.findIndex(({ text }) => LEFT_OUT.test(text))
    if (cut < 0) return hunk
    const lines = hunk.lines.map((line, index) => (index < cut ? line : { kind: line.kind, text: line.text }))
    return { ...hunk, lines: lines.filter((_, index) => index !== cut) }
  })
}

/** Work trees that agents make inside a project: a file there stands for the project's own. */
function placeOf(path: string): string {
  const at = path.search(/(?:^|\/)(?:\.[a-z]+\/)?worktrees\/[^/]+\/./)
  return at < 0 ? path : path.slice(at).replace(/^\/?(?:\.[a-z]+\/)?worktrees\/[^/]+\//, '')
}

/** Temporary folders and the agents' own. */
function isScratch(path: string): boolean {
  return (
    /^(?:\/private)?\/(?:tmp|var\/folders|var\/tmp|dev)\//.test(path) ||
    /(?:^|\/)AppData\/Local\/Temp\//i.test(path) ||
    /(?:^|\/)\.(?:claude|codex|gemini|qwen|cursor|copilot)\/(?:plans|projects|sessions|todos|memory|memories|tmp)\//.test(
      path,
    )
  )
}
