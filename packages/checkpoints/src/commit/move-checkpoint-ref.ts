import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Shadow } from '../open-shadow.ts'
import { CHECKPOINT_REF } from './commit-checkpoint.ts'

/** A git that moves a ref holds its lock for milliseconds; one that was killed, for ever. */
const STALE_MS = 60_000

/** Moves the branch if it is at `from`. False: somebody else was faster, or is at it; after a little while it may be tried again. */
export async function moveCheckpointRef(
  { backend, repository }: Pick<Shadow, 'backend' | 'repository'>,
  from: string | null,
  to: string,
): Promise<boolean> {
  try {
    if (await backend.moveRef(CHECKPOINT_REF, from, to)) return true
  } catch (error) {
    if (!(error instanceof SesError) || error.code !== 'locked') throw error
  }
  const lock = join(repository.commonDir, `${CHECKPOINT_REF}.lock`)
  const changed = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  if (changed !== undefined && Date.now() - changed > STALE_MS) rmSync(lock, { force: true })
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 40))
  return false
}
