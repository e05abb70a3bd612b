import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Config } from '@ses/schema'
import { configNames } from './config/config-names.ts'
import type { Context } from './context.ts'

/** The config that holds: the project's over the user's, value by value; lists are replaced, not joined. */
export async function loadConfig({ places }: Pick<Context, 'places'>): Promise<Config> {
  const [project, user] = configFiles(places)
  const parts = await Promise.all([readConfig(user), readConfig(project)])
  return parts.reduce<Config>((merged, part) => mergeOver(merged, part), {})
}

/** Where configs are looked for: the project's first. */
export function configFiles({ logs, user }: Context['places']): readonly [project: string, user: string] {
  return [join(logs, 'config.json'), join(user, 'config.json')]
}

async function readConfig(file: string): Promise<Config> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw error
  }
  // Only who has a config pays for its checking.
  const [{ parseConfig }, names] = await Promise.all([import('@ses/schema'), configNames()])
  try {
    return parseConfig(JSON.parse(text.replace(/^\ufeff/, '')), names)
  } catch (cause) {
    if (cause instanceof SesError) {
      throw new SesError(cause.code, cause.message, { data: { ...cause.data, file }, cause })
    }
    throw new SesError('config_invalid', `expected JSON (${(cause as Error).message})`, { data: { file }, cause })
  }
}

function mergeOver<T>(base: T, over: T): T {
  if (!isRecord(base) || !isRecord(over)) return over
  const merged: Record<string, unknown> = { ...(base as Record<string, unknown>) }
  for (const [key, value] of Object.entries(over)) {
    merged[key] = Object.hasOwn(base, key) ? mergeOver((base as Record<string, unknown>)[key], value) : value
  }
  return merged as T
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
