import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { find } from '@ses/secrets'
import { isTracked } from '../../is-tracked.ts'
import { configFiles } from '../../settings.ts'
import type { Check } from '../check.ts'

const SECRET_NAME = /(?:key|token|secret|password|passwd|authorization|cookie|credential)s?$/i

/** Keys in the config inside the project, from where they get into commits, backups and the context of agents. */
export const keys: Check = {
  id: 'keys',
  title: 'No key lies in a file of the project',
  inspect: async ({ places, host }) => {
    const [file] = configFiles(places)
    const inside = !relative(places.project, file).startsWith('..')
    const found = inside ? secretPaths(readJson(file), []) : []
    if (found.length === 0) return []
    const tracked = isTracked(file, places.project, host.env)
    return [
      {
        severity: tracked ? 'problem' : 'warning',
        title: `${file} holds ${found.join(', ')}`,
        cause: tracked
          ? 'git keeps that file: everybody who can read the repository has the key.'
          : 'Agents that work in this project can read that file, and copies of the folder carry it along.',
        fix: tracked
          ? 'replace the key where it was issued, set the new one in the environment, and take the file out of git'
          : 'set it in the environment (OPENAI_API_KEY, ANTHROPIC_API_KEY, SES_WEBHOOK_SECRET …), or with `ses config set` in the config of the user',
      },
    ]
  },
}

/** Names of the settings, never their values. */
function secretPaths(value: unknown, path: readonly string[]): string[] {
  if (typeof value === 'string') {
    const isSecret = SECRET_NAME.test(path.at(-1) ?? '') || path[1] === 'literals' || find(value).length > 0
    return value !== '' && isSecret ? [path.join('.')] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => secretPaths(item, [...path, name]))
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    // The check of the config tells.
    return undefined
  }
}
