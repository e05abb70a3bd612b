import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from '../project.ts'

/** Limits of the budget in US dollars, with `warn_at`. */
export type Limits = Readonly<Record<string, number>>

/**
 * The budget of the configs, the project's over the user's. The configs are not checked here: that would take longer than a status
 * line may, and every other command does it.
 */
export function readLimits({ logs, user }: Places): Limits {
  return { ...limitsIn(join(user, 'config.json')), ...limitsIn(join(logs, 'config.json')) }
}

function limitsIn(file: string): Limits {
  try {
    const config = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as { budget?: unknown } | null
    const entries = Object.entries(Object(config?.budget)).filter(([, value]) => typeof value === 'number')
    return Object.fromEntries(entries) as Limits
  } catch {
    return {}
  }
}
