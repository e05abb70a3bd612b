import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createBuiltInMasker, type Masker } from '@ses/secrets'
import type { Places } from '../project.ts'

/**
 * The masker for what is stored in a project, with as little loaded as will do: the rules alone unless a config asks for more. Throws when
 * a config cannot be read or used; nothing must be stored then.
 */
export async function eventMasker(places: Places): Promise<Masker> {
  const key = await maskingKey(places)
  const masking = { ...maskingOf(join(places.user, 'config.json')), ...maskingOf(join(places.logs, 'config.json')) }
  if (Object.keys(masking).length === 0) return createBuiltInMasker(key)
  const { configuredMasker } = await import('./configured-masker.ts')
  return configuredMasker(masking, key)
}

async function maskingKey(places: Places): Promise<string> {
  const known = textIfAny(join(places.user, 'masking.key'))?.trim()
  if (known !== undefined && known !== '') return known
  const { ensureMaskingKey } = await import('../masking-key.ts')
  return ensureMaskingKey(places)
}

function maskingOf(path: string): Readonly<Record<string, unknown>> {
  const text = textIfAny(path)
  if (text === undefined) return {}
  const config = JSON.parse(text.replace(/^\ufeff/, '')) as { readonly masking?: unknown } | null
  const masking = config?.masking
  if (masking === undefined) return {}
  if (typeof masking !== 'object' || masking === null || Array.isArray(masking))
    throw new TypeError('masking: expected object')
  return masking as Readonly<Record<string, unknown>>
}

function textIfAny(path: string): string | undefined {
  try {
    // Most have none: to be told so by an error takes longer.
    return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
