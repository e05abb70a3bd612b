import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Shadow } from './open-shadow.ts'
import { readHead } from './read-head.ts'
import type { HeadMove } from './rewind-journal.ts'

/** States in which git keeps more than HEAD says, and moving it would lose the thread. */
const UNDERWAY = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply', 'BISECT_LOG']

/** What stands in the way of moving HEAD: the name of an operation of git that is not finished. */
export function operationUnderway(gitDir: string): string | undefined {
  return UNDERWAY.find((name) => existsSync(join(gitDir, name)))
}

/** Moves the branch of HEAD, or HEAD itself where it is detached, and sets the user's index. May be done twice. */
export async function moveHead(shadow: Shadow, { from, to, index }: HeadMove): Promise<void> {
  const { repository, backend } = shadow
  const now = (await readHead(repository, backend)).commit ?? null
  if (now !== to) {
    const moved = now === from && (await backend.moveRef('HEAD', from, to, `ses rewind: moving to ${to}`))
    if (!moved) throw new SesError('changed_since', 'HEAD was moved in the meantime', { data: { from, to } })
  }
  shadow.onStep('rewind: head')
  if (index === undefined) await backend.resetIndex(to)
  else putIndex(repository.gitDir, index)
}

/** As git does it: no other git may write the index at the same time. */
function putIndex(gitDir: string, copy: string): void {
  const lock = join(gitDir, 'index.lock')
  const content = readFileSync(copy)
  let file: number
  try {
    file = openSync(lock, 'wx')
  } catch (cause) {
    throw new SesError('locked', lock, { data: { path: lock }, cause })
  }
  try {
    for (let done = 0; done < content.length; ) done += writeSync(file, content, done)
    closeSync(file)
    renameSync(lock, join(gitDir, 'index'))
  } catch (cause) {
    rmSync(lock, { force: true })
    throw cause
  }
}
