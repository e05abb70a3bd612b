import { existsSync } from 'node:fs'
import { SesError } from '@ses/model'
import { type Config, configDefaults } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { editConfig } from '../pricing/edit-config.ts'
import { configFiles, loadConfig } from '../settings.ts'
import { jsonText } from '../terminal/json-text.ts'
import { configNames } from './config-names.ts'
import { partsOf, valueAt, withValueAt } from './config-path.ts'
import { hideSecrets } from './hide-secrets.ts'

/** `get [key]`, `set key value`, `unset key` or `path`. */
export async function runConfig(context: Context, input: Input): Promise<number> {
  const [action = '', key, value] = input.words
  if (action === 'path' && key === undefined) return printPaths(context)
  if (action === 'get' && value === undefined) return printValue(context, key, input.flag('show-secrets'))
  if (action === 'set' && key !== undefined && value !== undefined) return change(context, input, key, value)
  if (action === 'unset' && key !== undefined && value === undefined) return change(context, input, key, undefined)
  throw new SesError(
    'usage',
    `config ${input.words.join(' ')}: expected get [key], set <key> <value>, unset <key> or path`,
  )
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

async function printValue(context: Context, key: string | undefined, showSecrets: boolean): Promise<number> {
  const whole: unknown = { ...configDefaults, ...(await loadConfig(context)) }
  const path = key === undefined ? [] : partsOf(key)
  const shown = showSecrets ? whole : hideSecrets(whole)
  const value = valueAt(shown, path)
  if (value === undefined) throw new SesError('not_found', `${key} is not set`, { data: { key } })
  if (context.json) context.printJson({ schema_version: 1, key: key ?? null, value })
  else context.print([typeof value === 'string' ? value : jsonText(value)])
  return 0
}

/** Writes one value into one of the two files, or takes it out. What makes no valid config is refused, and nothing is written. */
async function change(context: Context, input: Input, key: string, text: string | undefined): Promise<number> {
  const [project, user] = configFiles(context.places)
  const file = input.flag('user') ? user : project
  const path = partsOf(key)
  const names = await configNames()
  const edit = (value: unknown): void => editConfig(file, (config) => withValueAt(config, path, value) as Config, names)
  let value: unknown
  if (text === undefined) edit(undefined)
  else value = firstValid(text, edit)
  const shown = valueAt(hideSecrets(withValueAt({}, path, value)), path) ?? null
  if (context.json) context.printJson({ schema_version: 1, file, key, value: shown })
  else {
    const done = text === undefined ? `${key} is no longer set` : `${key} = ${jsonText(shown, 0)}`
    context.print([`${context.style.good('✓')} ${done} ${context.style.faint(`in ${file}`)}`])
  }
  return 0
}

/** `5` may be meant as a number or as a text: what the config takes is what was meant, JSON first. */
function firstValid(text: string, edit: (value: unknown) => void): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    edit(text)
    return text
  }
  try {
    edit(value)
    return value
  } catch (error) {
    if (typeof value === 'string' || !(error instanceof SesError) || error.code !== 'config_invalid') throw error
    try {
      edit(text)
      return text
    } catch {
      throw error
    }
  }
}
