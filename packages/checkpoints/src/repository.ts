import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { Environment } from './environment.ts'

/** A work tree and the places of its git data. Absolute paths. */
export interface Repository {
  readonly workTree: string
  /** Of this work tree: `.git`, or `.git/worktrees/<name>` for a linked one. */
  readonly gitDir: string
  /** Shared by all its work trees: objects and refs. */
  readonly commonDir: string
  /** `main`, or `worktree-<name>` for a linked one: unique within the repository. */
  readonly worktree: string
  /** What ses keeps for this work tree: private index, lock, journals. */
  readonly privateDir: string
}

/**
 * Finds the work tree around a folder without running git and without reading `core.worktree`, which a hostile repository could point
 * anywhere. Obeys `GIT_DIR` and `GIT_WORK_TREE`. Throws `not_a_repository`.
 */
export function findRepository(cwd: string, env: Environment): Repository {
  const told = env['GIT_DIR']
  if (told) {
    const workTree = resolve(cwd, env['GIT_WORK_TREE'] || '.')
    return repositoryOf(realpathSync(workTree), resolve(cwd, told))
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'))
    if (gitDir !== undefined) return repositoryOf(realpathSync(folder), gitDir)
    if (dirname(folder) === folder) break
    if (isGitDir(folder)) throw noWorkTree(cwd, 'inside a git directory, which has no files of a project')
  }
  throw noWorkTree(cwd, `${cwd} is in no git work tree`)
}

function repositoryOf(workTree: string, given: string): Repository {
  if (!isGitDir(given)) throw noWorkTree(given, `${given} is no git directory`)
  const gitDir = realpathSync(given)
  const shared = readIfAny(join(gitDir, 'commondir'))
  const commonDir = shared === undefined ? gitDir : realpathSync(resolve(gitDir, shared.trim()))
  const worktree = commonDir === gitDir ? 'main' : `worktree-${basename(gitDir)}`
  return { workTree, gitDir, commonDir, worktree, privateDir: join(gitDir, 'ses') }
}

/** `.git` may be the directory itself or a file that names it. */
function gitDirOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return isGitDir(path) ? path : undefined
  const link = stat?.isFile() ? /^gitdir: (.+?)\r?\n?$/.exec(readIfAny(path) ?? '')?.[1] : undefined
  const linked = link === undefined ? undefined : resolve(dirname(path), link)
  return linked !== undefined && isGitDir(linked) ? linked : undefined
}

function isGitDir(path: string): boolean {
  const has = (name: string): boolean => statSync(join(path, name), { throwIfNoEntry: false }) !== undefined
  return has('HEAD') && (has('commondir') || (has('objects') && has('refs')))
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function noWorkTree(path: string, message: string): SesError {
  return new SesError('not_a_repository', message, { data: { path } })
}
