import {
  closeSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { BlobReader } from './backend.ts'
import { absolutePath, type BytePath, foldersOf } from './byte-path.ts'
import { entryAt, isReachable } from './entry-at.ts'
import { fileState } from './file-state.ts'
import { LINK, type TreeChange, type TreeEntry } from './tree-change.ts'

export interface ApplyOptions {
  readonly workTree: string
  readonly blobs: BlobReader
  /** Part of the names of temporary files, so that those of an interrupted run can be found. */
  readonly token: string
  readonly onStep: (step: string) => void
}

/**
 * Brings files of a work tree from one state to another. A file that is in neither state was changed by somebody else in between: it is
 * left as it is and named in the result. May be run again after it was stopped anywhere. Never follows a symbolic link.
 */
export async function applyChanges(changes: readonly TreeChange[], options: ApplyOptions): Promise<BytePath[]> {
  const { workTree, onStep } = options
  const kept = new Set<BytePath>()
  const pending = changes.filter((change) => {
    const state = fileState(workTree, change)
    if (state === 'other') kept.add(change.path)
    return state === 'from' || state === 'absent'
  })
  const removals = pending.filter(({ to }) => to === null).toSorted((a, b) => (a.path < b.path ? 1 : -1))
  for (const { path } of removals) {
    onStep(`apply: remove ${path}`)
    removeFile(workTree, path)
  }
  removeEmptyFolders(workTree, changes)
  for (const { path, to } of pending.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (to === null) continue
    onStep(`apply: write ${path}`)
    if (!makeFolders(workTree, path)) kept.add(path)
    else if (!(await writeEntry(path, to, options))) kept.add(path)
  }
  return [...kept]
}

/** Removes what an interrupted run left beside the files. */
export function removeTemporaries(workTree: string, changes: readonly TreeChange[], token: string): void {
  for (const { path } of changes) {
    if (isReachable(workTree, path)) rmSync(absolutePath(workTree, temporaryBeside(path, token)), { force: true })
  }
}

function removeFile(root: string, path: BytePath): void {
  const stat = entryAt(root, path)
  if (stat !== undefined && !stat.isDirectory()) unlinkSync(absolutePath(root, path))
}

/** Folders that held removed files, from the inside out, as long as nothing else is in them. */
function removeEmptyFolders(root: string, changes: readonly TreeChange[]): void {
  const folders = new Set(changes.filter(({ to }) => to === null).flatMap(({ path }) => foldersOf(path)))
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) {
    if (!isReachable(root, folder)) continue
    try {
      rmdirSync(absolutePath(root, folder))
    } catch {
      // Something else is in it, or it is gone already.
    }
  }
}

function makeFolders(root: string, path: BytePath): boolean {
  for (const folder of foldersOf(path)) {
    const at = absolutePath(root, folder)
    const stat = lstatSync(at, { throwIfNoEntry: false })
    if (stat === undefined) mkdirSync(at)
    else if (!stat.isDirectory()) return false
  }
  return true
}

async function writeEntry(path: BytePath, to: TreeEntry, { workTree, blobs, token }: ApplyOptions): Promise<boolean> {
  const content = await blobs.read(to.id).catch(() => undefined)
  // Its object was collected after all; the other files must not wait for it for ever.
  if (content === undefined) return false
  const at = absolutePath(workTree, path)
  const temporary = absolutePath(workTree, temporaryBeside(path, token))
  const now = lstatSync(at, { throwIfNoEntry: false })
  rmSync(temporary, { force: true })
  if (to.mode === LINK) {
    symlinkSync(content, temporary)
  } else {
    const runnable = to.mode === '100755'
    const file = openSync(temporary, 'wx', runnable ? 0o777 : 0o666)
    try {
      for (let done = 0; done < content.length; ) done += writeSync(file, content, done)
      // Rights that git does not record, such as 0600, outlive a change of content.
      if (now?.isFile()) fchmodSync(file, rightsOf(now.mode, runnable))
    } finally {
      closeSync(file)
    }
  }
  try {
    // An empty folder holds nothing that could be lost.
    if (now?.isDirectory()) rmdirSync(at)
    renameSync(temporary, at)
    return true
  } catch {
    rmSync(temporary, { force: true })
    return false
  }
}

/** Runnable by whoever may read it, or by nobody. */
function rightsOf(mode: number, runnable: boolean): number {
  const plain = mode & 0o666
  return runnable ? plain | ((plain & 0o444) >> 2) : plain
}

function temporaryBeside(path: BytePath, token: string): BytePath {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}.ses-rewind-${token}`
}
