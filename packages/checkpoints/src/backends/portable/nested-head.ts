import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readRefFiles } from '../../ref-files.ts'
import { findRepository } from '../../repository.ts'

/** The commit at which a repository inside the work tree is; `unborn`: it has none yet; `none`: the folder is no repository. */
export function nestedHead(folder: string): { readonly commit: string } | 'unborn' | 'none' {
  if (!existsSync(resolve(folder, '.git'))) return 'none'
  try {
    const { gitDir, commonDir, workTree } = findRepository(folder, {})
    if (resolve(workTree, '.git') !== resolve(folder, '.git')) return 'none'
    const head = readFileSync(resolve(gitDir, 'HEAD'), 'utf8').trim()
    const branch = /^ref: (.+)$/.exec(head)?.[1]
    const commit = branch === undefined ? head : readRefFiles(commonDir, [branch])[0]?.commit
    return commit === undefined ? 'unborn' : { commit }
  } catch {
    return 'none'
  }
}
