import { existsSync } from 'node:fs'
import { SesError } from '@ses/model'
import { configDefaults } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { configFiles, loadConfig } from '../settings.ts'
import { jsonText } from '../terminal/json-text.ts'

/** `get [key]` or `path`. */
export async function runConfig(context: Context, input: Input): Promise<number> {
  const [action = '', key] = input.words
  if (action === 'path' && key === undefined) return printPaths(context)
  if (action === 'get') return printValue(context, key)
  throw new SesError('usage', `config ${input.words.join(' ')}: expected get or path`)
}

function printPaths(context: Context): number {
  const [project, user] = configFiles(context.places).map((path) => ({ path, exists: existsSync(path) }))
  if (context.json) context.printJson({ schema_version: 1, project, user })
  else {
    const line = (file: typeof project): string =>
      `${file?.path}${file?.exists ? '' : context.style.faint(' (not there)')}`
    context.print([line(project), line(user)])
  }
  return 0
}

const SECRET = /^(?:api_key|secret|auth_token)$/

async function printValue(context: Context, key: string | undefined): Promise<number> {
  const whole: unknown = { ...configDefaults, ...(await loadConfig(context)) }
  const value = key === undefined ? withoutSecrets(whole) : valueAt(whole, key)
  if (value === undefined) throw new SesError('not_found', `${key} is not set`, { data: { key } })
  if (context.json) context.printJson({ schema_version: 1, key: key ?? null, value })
  else context.print([typeof value === 'string' ? value : jsonText(value)])
  return 0
}

function valueAt(value: unknown, key: string): unknown {
  let at = value
  for (const part of key.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

/** Everything at once is often shown to others; a secret that is asked for by its name is given. */
function withoutSecrets(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SECRET.test(key) ? '(set)' : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item))
  const hidden = key === 'env' || key === 'headers'
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, hidden ? '(set)' : withoutSecrets(item, name)]),
  )
}
