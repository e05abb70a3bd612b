import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { BackendPlace } from '../../backend.ts'
import type { BytePath } from '../../byte-path.ts'
import type { TreeEntry } from '../../tree-change.ts'
import type { PrivateDirectory } from './private-directory.ts'
import { DISARMED, gitEnvironment, runGit } from './run-git.ts'

/** What only the user's index knows. It is read, never written. */
export interface UserFiles {
  /** Tracked although a rule ignores them. */
  readonly ignored: readonly BytePath[]
  /** Left away by a sparse checkout. */
  readonly sparse: readonly (TreeEntry & { readonly path: BytePath })[]
}

/** Reads both; nothing where there is no index yet. */
export async function userFiles(place: BackendPlace, { path }: PrivateDirectory): Promise<UserFiles> {
  if (!hasIndex(place)) return { ignored: [], sparse: [] }
  const excludes = ['-X', join(path, 'info/exclude'), '--exclude-standard']
  const [ignored, sparse] = await Promise.all([
    list(place, ['--cached', '--ignored', ...excludes]),
    sparseEntries(place),
  ])
  return { ignored: [...new Set(ignored)], sparse }
}

/** Entries whose files are left away on purpose. */
export async function sparseEntries(place: BackendPlace): Promise<UserFiles['sparse']> {
  if (
    !hasIndex(place) ||
    statSync(join(place.repository.gitDir, 'info/sparse-checkout'), { throwIfNoEntry: false }) === undefined
  )
    return []
  return (await list(place, ['-t', '--stage'])).flatMap((line) => {
    const [, mode, id, path] = /^S (\d+) ([0-9a-f]+) 0\t(.+)$/s.exec(line) ?? []
    return mode === undefined || id === undefined || path === undefined ? [] : [{ mode, id, path }]
  })
}

function hasIndex({ repository }: BackendPlace): boolean {
  return statSync(join(repository.gitDir, 'index'), { throwIfNoEntry: false }) !== undefined
}

async function list({ repository, env }: BackendPlace, options: readonly string[]): Promise<BytePath[]> {
  const where = [`--git-dir=${repository.gitDir}`, `--work-tree=${repository.workTree}`, '-C', repository.workTree]
  const { stdout } = await runGit([...where, ...DISARMED, 'ls-files', '-z', ...options], {
    cwd: repository.gitDir,
    env: gitEnvironment(env),
  })
  return stdout.toString('latin1').split('\0').filter(Boolean)
}
