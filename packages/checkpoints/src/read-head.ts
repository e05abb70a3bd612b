import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backend } from './backend.ts'
import type { Repository } from './repository.ts'

/** Where HEAD stands. */
export interface Head {
  /** Absent: detached. */
  readonly branch?: string
  /** Absent: there is no commit yet. */
  readonly commit?: string
  /** Bytes of its reflog; absent: it has none. */
  readonly logged?: number
}

const BRANCHES = 'refs/heads/'

/** Reads HEAD without git looking at the work tree. */
export async function readHead({ gitDir }: Repository, backend: Backend): Promise<Head> {
  const text = readFileSync(join(gitDir, 'HEAD'), 'utf8').trim()
  const log = statSync(join(gitDir, 'logs/HEAD'), { throwIfNoEntry: false })
  const logged = log === undefined ? {} : { logged: log.size }
  if (/^[0-9a-f]{40,64}$/.test(text)) return { commit: text, ...logged }
  const name = /^ref: (.+)$/.exec(text)?.[1] ?? ''
  const [ref] = await backend.readRefs([name])
  return {
    ...(name.startsWith(BRANCHES) ? { branch: name.slice(BRANCHES.length) } : {}),
    ...(ref === undefined ? {} : { commit: ref.commit }),
    ...logged,
  }
}
