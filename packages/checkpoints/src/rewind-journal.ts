import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { TreeChange } from './tree-change.ts'

/** A branch, or a detached HEAD, that a rewind moves. */
export interface HeadMove {
  readonly from: string | null
  readonly to: string
  /** Copy of the user's index to put in place, a path; absent: an index of the commit is made. */
  readonly index?: string
}

/** All that is needed to finish a rewind that was stopped. */
export interface RewindIntent {
  readonly token: string
  readonly session: string
  /** Snapshot that is brought back. */
  readonly target: string
  /** Snapshot of what was there before. */
  readonly before: string
  readonly changes: readonly TreeChange[]
  readonly move?: HeadMove
  /** Copy of the user's index as it was before; only with `move`. */
  readonly indexBefore?: string
}

/** The last rewind that was finished. */
export interface DoneRewind {
  readonly before: string
  readonly after: string
  readonly move?: HeadMove
  /** Copy of the user's index as it was before; only with `move`. */
  readonly index?: string
}

const INTENT = 'rewind.json'
const DONE = 'rewound.json'

/** The rewind that was begun and not finished. */
export function readIntent(folder: string): RewindIntent | undefined {
  return readJson(join(folder, INTENT)) as RewindIntent | undefined
}

/** Durable before it returns: from then on the rewind will be finished. */
export function writeIntent(folder: string, intent: RewindIntent): void {
  writeJson(join(folder, INTENT), intent)
}

/** Says that the rewind is finished, and what undoes it. */
export function finishIntent(folder: string, done: DoneRewind): void {
  writeJson(join(folder, DONE), done)
  rmSync(join(folder, INTENT), { force: true })
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    // Copies of the index that only earlier rewinds needed.
    if (/^index-/.test(name) && path !== done.index) rmSync(path, { force: true })
  }
}

/** What `--undo` undoes. */
export function readDone(folder: string): DoneRewind | undefined {
  return readJson(join(folder, DONE)) as DoneRewind | undefined
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function writeJson(path: string, value: unknown): void {
  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w', 0o600)
  try {
    const bytes = Buffer.from(JSON.stringify(value))
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
