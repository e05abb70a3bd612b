import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isConfigVariable } from '@ses/model'
import type { Host } from '../host.ts'
import { findPlaces } from '../project.ts'

/**
 * The environment with what the configs set under `env` where the real one does not, the project's over the user's. Read without
 * checking: a config that is no good is told of by whoever uses it.
 */
export function withConfigEnv(host: Host): Host {
  const user = envOf(join(findPlaces(host).user, 'config.json'))
  // Where the configs lie cannot be told by one of them.
  const below = user === undefined ? host : { ...host, env: { ...without(user, 'SES_HOME'), ...present(host.env) } }
  const project = envOf(join(findPlaces(below).logs, 'config.json'))
  if (project === undefined) return below
  const own = without(project, 'SES_HOME', 'SES_LOG_DIR')
  return { ...below, env: { ...(user === undefined ? {} : without(user, 'SES_HOME')), ...own, ...present(host.env) } }
}

function envOf(file: string): Record<string, string> | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  if (!text.includes('"env"')) return undefined
  try {
    const { env } = JSON.parse(text.replace(/^\ufeff/, '')) as { env?: unknown }
    if (typeof env !== 'object' || env === null) return undefined
    const entries = Object.entries(env).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && isConfigVariable(entry[0]),
    )
    return Object.fromEntries(entries)
  } catch {
    return undefined
  }
}

function without(env: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}

/** A variable that is set wins, also when it is empty. */
function present(env: Host['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
