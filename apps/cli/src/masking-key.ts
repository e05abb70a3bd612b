import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Places } from './project.ts'

/** The user's own key of pseudonyms; undefined until something was stored. */
export function readMaskingKey({ user }: Places): string | undefined {
  try {
    const key = readFileSync(join(user, 'masking.key'), 'utf8').trim()
    return key === '' ? undefined : key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SesError('masking_failed', `${join(user, 'masking.key')} cannot be read`, { cause: error })
  }
}

/** As `readMaskingKey`, but makes the key where there is none: what is stored is never masked with the public one. */
export function ensureMaskingKey(places: Places): string {
  const known = readMaskingKey(places)
  if (known !== undefined) return known
  const path = join(places.user, 'masking.key')
  const temporary = `${path}.${process.pid}.tmp`
  mkdirSync(places.user, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(temporary, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
    publish(places, temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
  const made = readMaskingKey(places)
  if (made === undefined) throw new SesError('masking_failed', `${path} is empty`)
  return made
}

/** Gives the key its name unless another process was faster, whose key is as good; nobody ever reads a key that is only half there. */
function publish(places: Places, temporary: string, path: string): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EEXIST'
    // An empty file is what a full disk has left; a file system without links has no better way than this.
    if (!taken || readMaskingKey(places) === undefined) renameSync(temporary, path)
  }
}
