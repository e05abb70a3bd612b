import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Backend } from './backend.ts'
import { gitBackend } from './backends/git/index.ts'
import { portableBackend } from './backends/portable/index.ts'
import type { Environment } from './environment.ts'
import { findRepository, type Repository } from './repository.ts'
import type { LockTimes } from './worktree-lock.ts'

/** A work tree whose snapshots can be taken and brought back. */
export interface Shadow {
  readonly repository: Repository
  readonly backend: Backend
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly lock: LockTimes
  readonly onStep: (step: string) => void
}

export interface OpenShadowOptions {
  /** A folder in the work tree. */
  readonly cwd: string
  readonly env: Environment
  /** Default: `git` where the program is on the `PATH`. */
  readonly backend?: Backend['id']
  /** Default: the machine's clock. */
  readonly now?: () => number
  readonly lock?: LockTimes
  /** Told before each effect; tests end the process there. */
  readonly onStep?: (step: string) => void
}

/** Finds the repository around a folder. Throws `not_a_repository`. */
export async function openShadow(options: OpenShadowOptions): Promise<Shadow> {
  const { cwd, env, now = Date.now, lock = {}, onStep = () => {} } = options
  const repository = findRepository(cwd, env)
  const place = { repository, env, onStep }
  const id = options.backend ?? (hasGit(env) ? 'git' : 'portable')
  const backend = id === 'git' ? await gitBackend(place) : await portableBackend(place)
  return { repository, backend, now, lock, onStep }
}

function hasGit(env: Environment): boolean {
  const path = env['PATH'] ?? env['Path'] ?? ''
  const names = delimiter === ';' ? ['git.exe'] : ['git']
  const folders = path.split(delimiter).filter(isAbsolute)
  return folders.some((folder) => names.some((name) => isProgram(join(folder, name))))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
