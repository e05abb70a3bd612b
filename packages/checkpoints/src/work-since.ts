import { runGitIn } from './backends/git/run-git-in.ts'
import type { BytePath } from './byte-path.ts'
import type { Environment } from './environment.ts'
import { type MadeCommit, madeCommits } from './made-commits.ts'
import type { WorkMark } from './mark-work.ts'
import type { Shadow } from './open-shadow.ts'
import { readHead } from './read-head.ts'
import { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts'
import { NESTED } from './tree-change.ts'

/** A file whose content differs from what it was, committed or not, tracked or not. */
export interface WorkedFile {
  readonly path: BytePath
  readonly operation: 'create' | 'edit' | 'delete' | 'rename'
  /** New path of a `rename`. */
  readonly to?: BytePath
  /** Absent for binary files, and without the `git` program. */
  readonly added?: number
  readonly removed?: number
}

/** What was done in a work tree. */
export interface Work {
  /** Sorted by path; files of nested repositories are theirs. */
  readonly files: readonly WorkedFile[]
  /** The earliest first; undefined where nobody can tell which commits were made here. */
  readonly commits?: readonly MadeCommit[]
  /** Id of the snapshot at the end. */
  readonly snapshot: string
  readonly branch?: string
}

/**
 * What was changed since a mark: files as they were then against files as they are now, so that work that was lying around before is not
 * told again, and the commits made since that are still there.
 */
export async function workSince(
  shadow: Shadow,
  mark: WorkMark,
  request: SnapshotRequest & { readonly env: Environment },
): Promise<Work> {
  const { env, ...about } = request
  const { snapshot } = await takeSnapshot(shadow, about)
  // Not the snapshot's: one that stands for another is of an earlier moment.
  const head = await readHead(shadow.repository, shadow.backend)
  const [files, commits] = await Promise.all([
    shadow.backend.id === 'git'
      ? comparedByGit(shadow, env, mark.tree, snapshot.tree)
      : compared(shadow, mark.tree, snapshot.tree),
    madeCommits(shadow, env, mark, head),
  ])
  return {
    files,
    ...(commits === undefined ? {} : { commits }),
    snapshot: snapshot.id,
    ...(head.branch === undefined ? {} : { branch: head.branch }),
  }
}

async function compared({ backend }: Shadow, from: string, to: string): Promise<WorkedFile[]> {
  const changes = await backend.diffTrees(from, to)
  return changes
    .filter((change) => change.from?.mode !== NESTED && change.to?.mode !== NESTED)
    .map((change) => ({
      path: change.path,
      operation: change.from === null ? 'create' : change.to === null ? 'delete' : 'edit',
    }))
}

/** Renames and lines are told by git alone. */
async function comparedByGit(
  { repository }: Shadow,
  env: Environment,
  from: string,
  to: string,
): Promise<readonly WorkedFile[]> {
  if (from === to) return []
  const options = ['-r', '-z', '-M', '--raw', '--numstat', '--no-abbrev', '--no-ext-diff', '--no-textconv']
  const { stdout } = await runGitIn(repository, env, ['diff-tree', ...options, from, to])
  return workedFiles(stdout.toString('latin1'))
}

const OPERATIONS: Readonly<Record<string, WorkedFile['operation']>> = { A: 'create', D: 'delete', R: 'rename' }

/** First all raw lines (`:modes ids status`, path, and for a rename the new path), then all counts (`added removed path`). */
function workedFiles(output: string): WorkedFile[] {
  const fields = output.split('\0')
  const files = new Map<BytePath, WorkedFile>()
  let at = 0
  while (fields[at]?.startsWith(':') === true) {
    const [before = '', after = '', , , status = ''] = (fields[at] as string).slice(1).split(' ')
    const renamed = status.startsWith('R')
    const path = fields[at + 1] ?? ''
    const to = renamed ? (fields[at + 2] ?? '') : undefined
    at += renamed ? 3 : 2
    if (before === NESTED || after === NESTED) continue
    const operation = OPERATIONS[status.slice(0, 1)] ?? 'edit'
    files.set(to ?? path, { path, operation, ...(to === undefined ? {} : { to }) })
  }
  while (at < fields.length) {
    const [added = '', removed = '', name = ''] = (fields[at] as string).split('\t')
    const path = name === '' ? fields[at + 2] : name
    at += name === '' ? 3 : 1
    const file = path === undefined ? undefined : files.get(path)
    if (file === undefined || path === undefined || !/^\d+$/.test(added)) continue
    files.set(path, { ...file, added: Number(added), removed: Number(removed) })
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
