import * as fs from 'node:fs'
import { join, resolve } from 'node:path'

/** A repository as isomorphic-git is told of it. It runs no program, no hook and no filter of the repository. */
export interface Repository {
  readonly fs: typeof fs
  /** The common directory, where refs and objects are, also of a linked work tree. */
  readonly gitdir: string
  readonly cache: object
}

/** Finds the repository of a work tree's top level; `undefined` when there is none. */
export function openRepository(project: string): Repository | undefined {
  const dot = join(project, '.git')
  const stat = fs.statSync(dot, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  const gitdir = stat.isDirectory() ? dot : linkedTo(project, dot)
  return gitdir === undefined ? undefined : { fs, gitdir: commonDirectory(gitdir), cache: {} }
}

/** A `.git` that is a file names the directory; of a linked work tree the shared one is named there in turn. */
function linkedTo(project: string, file: string): string | undefined {
  const path = /^gitdir: (.+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1]?.trim()
  return path === undefined ? undefined : resolve(project, path)
}

function commonDirectory(gitdir: string): string {
  const file = join(gitdir, 'commondir')
  return fs.existsSync(file) ? resolve(gitdir, fs.readFileSync(file, 'utf8').trim()) : gitdir
}
