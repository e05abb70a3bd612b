import type { Diff, DiffFile, DiffHunk, DiffLine } from './diff.ts'
import { unquotePath } from './unquote-path.ts'

/**
 * Reads what `git diff` prints, unified or combined, and plain unified diffs. Never throws and takes linear time: lines that belong to no
 * diff are stepped over.
 */
export function parseDiff(text: string): Diff {
  const reader = new DiffReader(text.split('\n'))
  return { files: reader.files() }
}

interface Draft {
  header: string
  oldName?: string | null
  newName?: string | null
  oldMode?: string
  newMode?: string
  born: boolean
  dead: boolean
  copied: boolean
  moved: boolean
  binary: boolean
  hunks: DiffHunk[]
}

const EXTENDED: readonly (readonly [string, (draft: Draft, rest: string) => void])[] = [
  ['old mode ', (draft, mode) => (draft.oldMode = mode)],
  ['new mode ', (draft, mode) => (draft.newMode = mode)],
  ['new file mode ', (draft, mode) => ([draft.newMode, draft.born] = [mode, true])],
  ['deleted file mode ', (draft, mode) => ([draft.oldMode, draft.dead] = [mode, true])],
  ['rename from ', (draft, path) => ([draft.oldName, draft.moved] = [unquotePath(path), true])],
  ['rename to ', (draft, path) => ([draft.newName, draft.moved] = [unquotePath(path), true])],
  ['copy from ', (draft, path) => ([draft.oldName, draft.copied] = [unquotePath(path), true])],
  ['copy to ', (draft, path) => ([draft.newName, draft.copied] = [unquotePath(path), true])],
  ['mode ', (draft, modes) => (draft.newMode = modes.slice(modes.lastIndexOf('.') + 1))],
  ['Binary files ', (draft) => (draft.binary = true)],
  ['GIT binary patch', (draft) => (draft.binary = true)],
]

class DiffReader {
  readonly #lines: readonly string[]
  #at = 0

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  files(): DiffFile[] {
    const files: DiffFile[] = []
    while (this.#at < this.#lines.length) {
      const file = this.#file()
      if (file !== undefined) files.push(file)
    }
    return files
  }

  #line(ahead = 0): string {
    const line = this.#lines[this.#at + ahead] ?? ''
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }

  #file(): DiffFile | undefined {
    const draft: Draft = {
      header: '',
      born: false,
      dead: false,
      copied: false,
      moved: false,
      binary: false,
      hunks: [],
    }
    const first = this.#line()
    const plain = first.startsWith('--- ') && this.#line(1).startsWith('+++ ')
    const header = /^diff --(?:git|cc|combined) (.+)$/.exec(first)
    if (header === null && !plain) {
      this.#at += 1
      return undefined
    }
    if (header !== null) {
      draft.header = header[1] ?? ''
      if (!first.startsWith('diff --git ')) draft.newName = unquotePath(draft.header)
      this.#at += 1
    }
    this.#head(draft)
    while (this.#line().startsWith('@@')) {
      const hunk = this.#hunk()
      if (hunk !== undefined) draft.hunks.push(hunk)
    }
    return fileOf(draft)
  }

  /** Everything before the first hunk. */
  #head(draft: Draft): void {
    while (this.#at < this.#lines.length) {
      const line = this.#line()
      if (line.startsWith('diff --') || line.startsWith('@@')) return
      if (line.startsWith('--- ')) {
        // A second pair of names is the next file of a plain diff.
        if (draft.header === '' && draft.newName !== undefined) return
        const name = nameOf(line.slice(4))
        if (name === null) draft.born = true
        else draft.oldName ??= name
      } else if (line.startsWith('+++ ')) {
        const name = nameOf(line.slice(4))
        if (name === null) draft.dead = true
        else if (!draft.moved && !draft.copied) draft.newName = name
      } else {
        for (const [start, take] of EXTENDED) {
          if (!line.startsWith(start)) continue
          take(draft, line.slice(start.length))
          break
        }
      }
      this.#at += 1
    }
  }

  #hunk(): DiffHunk | undefined {
    const header = /^(@@+) ([-+\d, ]+) @@+ ?(.*)$/.exec(this.#line())
    this.#at += 1
    const ranges = header?.[2]?.split(' ').map(rangeOf) ?? []
    const to = ranges.at(-1)
    const from = ranges[0]
    if (header === null || from === undefined || to === undefined || ranges.length < 2) return undefined
    const columns = ranges.length - 1
    const lines: DiffLine[] = []
    const old = { at: from.start, left: from.count }
    const next = { at: to.start, left: to.count }
    while (this.#at < this.#lines.length && (next.left > 0 || old.left > 0 || columns > 1)) {
      const line = this.#line()
      const kind = kindOf(line, columns)
      if (kind === undefined) break
      this.#at += 1
      if (kind === 'remark') continue
      const text = line.slice(columns)
      // Of several parents only the first has numbers here, and a line may be missing from it.
      const inOld = columns === 1 ? kind !== 'added' : kind !== 'added' && line[0] !== '+'
      lines.push({
        kind,
        text,
        ...(inOld && columns === 1 ? { oldLine: old.at } : {}),
        ...(kind === 'removed' ? {} : { newLine: next.at }),
      })
      if (inOld) [old.at, old.left] = [old.at + 1, old.left - 1]
      if (kind !== 'removed') [next.at, next.left] = [next.at + 1, next.left - 1]
      if (columns > 1 && next.left <= 0 && !/^[- ]*-/.test(this.#line().slice(0, columns))) break
    }
    // That the last line has no end is said behind it.
    while (this.#line().startsWith('\\')) this.#at += 1
    return { oldStart: from.start, newStart: to.start, section: header[3] ?? '', lines }
  }
}

function kindOf(line: string, columns: number): DiffLine['kind'] | 'remark' | undefined {
  if (line.startsWith('\\')) return 'remark'
  const marks = line.slice(0, columns)
  // Some tools strip the blank of an empty context line.
  if (marks === '') return 'context'
  if (!/^[-+ ]*$/.test(marks)) return undefined
  return marks.includes('-') ? 'removed' : marks.includes('+') ? 'added' : 'context'
}

function rangeOf(range: string): { readonly start: number; readonly count: number } {
  const [start = '0', count = '1'] = range.slice(1).split(',')
  return { start: Number(start) || 0, count: count === '' ? 1 : Number(count) || 0 }
}

/** Name behind `---` or `+++` without git's `a/`; null for /dev/null. */
function nameOf(written: string): string | null {
  const tab = written.indexOf('\t')
  const name = unquotePath(tab < 0 ? written : written.slice(0, tab))
  return name === '/dev/null' ? null : withoutPrefix(name)
}

function withoutPrefix(name: string): string {
  return /^[abciow]\//.test(name) ? name.slice(2) : name
}

/** `a/x b/x`, where nothing else tells the name; both halves are the same. */
function nameInHeader(header: string): string | undefined {
  if (header.startsWith('"')) {
    const end = header.indexOf('" ', 1)
    return end < 0 ? undefined : withoutPrefix(unquotePath(header.slice(0, end + 1)))
  }
  const half = header.slice(0, (header.length - 1) / 2)
  const other = header.slice(half.length + 1)
  return withoutPrefix(half) === withoutPrefix(other) ? withoutPrefix(half) : undefined
}

function fileOf(draft: Draft): DiffFile | undefined {
  const inHeader = nameInHeader(draft.header)
  const path = draft.newName ?? draft.oldName ?? inHeader
  if (path === undefined || path === '') return undefined
  const oldPath = draft.oldName ?? path
  const status = draft.moved
    ? 'renamed'
    : draft.copied
      ? 'copied'
      : draft.born
        ? 'added'
        : draft.dead
          ? 'deleted'
          : 'modified'
  return {
    path,
    ...(oldPath !== path && (draft.moved || draft.copied) ? { oldPath } : {}),
    status,
    ...(draft.oldMode === undefined ? {} : { oldMode: draft.oldMode }),
    ...(draft.newMode === undefined ? {} : { newMode: draft.newMode }),
    binary: draft.binary,
    hunks: draft.hunks,
  }
}
