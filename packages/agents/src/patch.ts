import type { FileOperation } from '@ses/model'
import type { RawTouch } from './raw-touch.ts'

/** What the hunks of one file do. The two texts hold context lines too, like the old and new string of an edit tool. */
export interface PatchChange {
  readonly before: string
  readonly after: string
  readonly addedLines: number
  readonly removedLines: number
}

/**
 * The files a patch changes, in its order: OpenAI's `*** Begin Patch` envelope or a unified diff with or without git headers.
 * Hunks of one file are joined; text that is neither gives an empty list.
 */
export function filesOfPatch(text: string): RawTouch[] {
  const lines = linesOf(text)
  return lines.some((line) => FILE_HEADER.test(line)) ? filesOfEnvelope(lines) : filesOfDiff(lines)
}

/** The change that bare hunks describe (`@@ -1,2 +1,3 @@ …` without file headers). */
export function changeOfHunks(text: string): PatchChange {
  const region = new Region()
  for (const line of linesOf(text)) if (!line.startsWith('@@')) region.add(line)
  return region.change()
}

const FILE_HEADER = /^\*\*\* (Update|Add|Delete) File: (.+)$/
const MOVE_HEADER = /^\*\*\* Move to: (.+)$/

function filesOfEnvelope(lines: readonly string[]): RawTouch[] {
  const files: RawTouch[] = []
  let open: { verb: string; path: string; to?: string; region: Region } | undefined
  const close = (): void => {
    if (open === undefined) return
    const { verb, path, to, region } = open
    open = undefined
    if (verb === 'Delete') files.push({ path, operation: 'delete' })
    else if (verb === 'Add') {
      const { after, addedLines } = region.change()
      files.push({ path, operation: 'create', after, addedLines })
    } else {
      const change = region.empty ? {} : region.change()
      files.push(
        to === undefined ? { path, operation: 'edit', ...change } : { path, operation: 'rename', to, ...change },
      )
    }
  }
  for (const line of lines) {
    const header = FILE_HEADER.exec(line)
    if (header !== null) {
      close()
      open = { verb: header[1] as string, path: (header[2] as string).trim(), region: new Region() }
      continue
    }
    if (open === undefined) continue
    const move = MOVE_HEADER.exec(line)
    if (move !== null) open.to = (move[1] as string).trim()
    else if (line.startsWith('*** End Patch')) close()
    else if (!line.startsWith('*** ') && !line.startsWith('@@')) open.region.add(line)
  }
  close()
  return files
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/

interface OpenDiff {
  oldPath?: string
  newPath?: string
  operation?: FileOperation
  region: Region
}

function filesOfDiff(lines: readonly string[]): RawTouch[] {
  const files: RawTouch[] = []
  let open: OpenDiff | undefined
  // Lines the current hunk still owes: inside them, `--- ` and `+++ ` are content.
  let removedLeft = 0
  let addedLeft = 0
  const close = (): void => {
    const touch = open === undefined ? undefined : touchOfDiff(open)
    if (touch !== undefined) files.push(touch)
    open = undefined
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    if (open !== undefined && (removedLeft > 0 || addedLeft > 0) && !endsHunk(lines, at)) {
      if (!line.startsWith('+') && !line.startsWith('\\')) removedLeft -= 1
      if (!line.startsWith('-') && !line.startsWith('\\')) addedLeft -= 1
      open.region.add(line)
      continue
    }
    const hunk = open === undefined ? null : HUNK.exec(line)
    if (hunk !== null) {
      removedLeft = hunk[1] === undefined ? 1 : Number(hunk[1])
      addedLeft = hunk[2] === undefined ? 1 : Number(hunk[2])
    } else if (line.startsWith('diff --git ')) {
      close()
      open = { ...gitPaths(line.slice(11)), region: new Region() }
    } else if (line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ') === true) {
      if (open === undefined || !open.region.empty) {
        close()
        open = { region: new Region() }
      }
      open.operation ??=
        diffPath(line) === undefined ? 'create' : diffPath(lines[at + 1] as string) === undefined ? 'delete' : 'edit'
      setPath(open, 'oldPath', diffPath(line))
      setPath(open, 'newPath', diffPath(lines[at + 1] as string))
      at += 1
    } else if (open?.region.empty === true) {
      readGitHeader(open, line)
    }
  }
  close()
  return files
}

/** Counts in hunk headers are often wrong in hand-written diffs: what cannot be a hunk line ends the hunk all the same. */
function endsHunk(lines: readonly string[], at: number): boolean {
  const line = lines[at] as string
  if (line.startsWith('--- '))
    return lines[at + 1]?.startsWith('+++ ') === true && lines[at + 2]?.startsWith('@@ ') === true
  return line !== '' && !/^[ +\\-]/.test(line)
}

function readGitHeader(open: OpenDiff, line: string): void {
  if (line.startsWith('new file mode ')) open.operation = 'create'
  else if (line.startsWith('deleted file mode ')) open.operation = 'delete'
  else if (line.startsWith('rename from ')) {
    open.operation = 'rename'
    setPath(open, 'oldPath', unquote(line.slice(12)))
  } else if (line.startsWith('rename to ')) setPath(open, 'newPath', unquote(line.slice(10)))
  else if (line.startsWith('copy to ')) {
    open.operation = 'create'
    setPath(open, 'newPath', unquote(line.slice(8)))
  }
}

function setPath(open: OpenDiff, key: 'oldPath' | 'newPath', path: string | undefined): void {
  if (path !== undefined) open[key] = path
}

function touchOfDiff({ oldPath, newPath, operation = 'edit', region }: OpenDiff): RawTouch | undefined {
  const path = operation === 'delete' || operation === 'rename' ? (oldPath ?? newPath) : (newPath ?? oldPath)
  if (path === undefined) return undefined
  const { before, after, addedLines, removedLines } = region.change()
  if (operation === 'create') return { path, operation, ...(region.empty ? {} : { after, addedLines }) }
  if (operation === 'delete') return { path, operation, ...(region.empty ? {} : { before, removedLines }) }
  const change = region.empty ? {} : { before, after, addedLines, removedLines }
  return operation === 'rename' && newPath !== undefined
    ? { path, operation, to: newPath, ...change }
    : { path, operation: 'edit', ...change }
}

/** `--- a/src/x.ts<tab>2024-…` → `src/x.ts`; undefined for `/dev/null`. */
function diffPath(line: string): string | undefined {
  const tab = line.indexOf('\t')
  const name = unquote(line.slice(4, tab < 0 ? undefined : tab).trim())
  if (name === '/dev/null' || name === '') return undefined
  return /^[abciow]\//.test(name) ? name.slice(2) : name
}

/** The two names of `diff --git a/x b/x`; they may hold blanks, so equal halves are looked for first. */
function gitPaths(names: string): { oldPath?: string; newPath?: string } {
  const quoted = /^"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"$/.exec(names)
  if (quoted !== null)
    return { oldPath: withoutSide(unquote(`"${quoted[1]}"`)), newPath: withoutSide(unquote(`"${quoted[2]}"`)) }
  const middle = (names.length - 1) / 2
  const halves = Number.isInteger(middle) && names[middle] === ' ' ? middle : names.indexOf(' b/')
  if (halves < 0) return {}
  return { oldPath: withoutSide(names.slice(0, halves)), newPath: withoutSide(names.slice(halves + 1)) }
}

function withoutSide(name: string): string {
  return /^[abciow]\//.test(name) ? name.slice(2) : name
}

/** Undoes git's C quoting of unusual names: `"a\303\244.txt"` → `aä.txt`. */
function unquote(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"') || name.length < 2) return name
  try {
    return decodeURIComponent(
      name
        .slice(1, -1)
        .replaceAll('%', '%25')
        .replace(/\\([0-7]{3}|[\s\S])/g, (_, code: string) =>
          code.length === 3
            ? `%${(Number.parseInt(code, 8) % 256).toString(16).padStart(2, '0')}`
            : encodeURIComponent(ESCAPES[code] ?? code),
        ),
    )
  } catch {
    return name.slice(1, -1)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\x07' }

/** Gathers hunk lines into the text before and the text after. */
class Region {
  readonly #before: string[] = []
  readonly #after: string[] = []
  #added = 0
  #removed = 0

  get empty(): boolean {
    return this.#before.length === 0 && this.#after.length === 0
  }

  add(line: string): void {
    const text = line.slice(1)
    if (line.startsWith('+')) {
      this.#added += 1
      this.#after.push(text)
    } else if (line.startsWith('-')) {
      this.#removed += 1
      this.#before.push(text)
    } else if (!line.startsWith('\\')) {
      this.#before.push(text)
      this.#after.push(text)
    }
  }

  change(): PatchChange {
    return {
      before: this.#before.join('\n'),
      after: this.#after.join('\n'),
      addedLines: this.#added,
      removedLines: this.#removed,
    }
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}
