import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  const path = join(places.user, 'masking.key')
  const known = readMaskingKey(places)
  if (known !== undefined) return known
  try {
    mkdirSync(places.user, { recursive: true, mode: 0o700 })
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process was faster, and its key is as good.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const made = readMaskingKey(places)
  if (made === undefined) throw new SesError('masking_failed', `${path} is empty`)
  return made
}
