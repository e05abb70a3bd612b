import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Host } from './host.ts'

/** Where a project's and the user's data lie. */
export interface Places {
  /** Top level of the git work tree, else the current directory. */
  readonly project: string
  readonly logs: string
  /** `~/.ses`, or `SES_HOME`. */
  readonly user: string
}

/** Finds the places without running git and without touching anything. */
export function findPlaces({ env, cwd, home }: Pick<Host, 'env' | 'cwd' | 'home'>): Places {
  const project = gitTopLevel(cwd, env['GIT_WORK_TREE']) ?? cwd
  return {
    project,
    logs: resolve(project, env['SES_LOG_DIR'] || '.ses-logs'),
    user: resolve(cwd, env['SES_HOME'] || join(home, '.ses')),
  }
}

/** The nearest folder above with a repository in it; in a linked work tree or submodule `.git` is a file. */
function gitTopLevel(cwd: string, told: string | undefined): string | undefined {
  if (told) return resolve(cwd, told)
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (isRepository(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return undefined
  }
}

function isRepository(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return false
  if (stat.isDirectory()) return statSync(join(path, 'HEAD'), { throwIfNoEntry: false }) !== undefined
  return stat.isFile() && readFileSync(path, 'utf8').startsWith('gitdir:')
}
