import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { absolutePath } from './byte-path.ts'
import { entryAt } from './entry-at.ts'
import { LINK, type TreeChange, type TreeEntry } from './tree-change.ts'

/** Which side of a change the file on the disk is on. A folder in its place is `absent`: what is in it is told by its own changes. */
export type FileState = 'from' | 'to' | 'absent' | 'other'

/** Looks at one path without following links. */
export function fileState(workTree: string, { path, from, to }: TreeChange): FileState {
  const now = readEntry(workTree, path, (to ?? from)?.id.length ?? 40)
  if (now === null) return to === null ? 'to' : 'absent'
  if (isSame(now, to)) return 'to'
  return isSame(now, from) ? 'from' : 'other'
}

function isSame(a: TreeEntry, b: TreeEntry | null): boolean {
  return b !== null && a.id === b.id && a.mode === b.mode
}

/** What git would record of the path; null: no file is there. */
function readEntry(workTree: string, path: string, idLength: number): TreeEntry | null {
  const found = entryAt(workTree, path)
  if (found === undefined || found.isDirectory()) return null
  const at = absolutePath(workTree, path)
  const link = found.isSymbolicLink()
  const content = link ? readlinkSync(at, { encoding: 'buffer' }) : readFileSync(at)
  const hash = createHash(idLength === 64 ? 'sha256' : 'sha1')
  const id = hash.update(`blob ${content.length}\0`).update(content).digest('hex')
  return { mode: link ? LINK : found.mode & 0o100 ? '100755' : '100644', id }
}
