import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import { type Config, type ConfigNames, checkConfig } from '@ses/schema'
import { systemFs, writeAtomically } from '@ses/store'

/**
 * Changes one config file and nothing else in it; its indentation stays. Throws `config_invalid` when it is no config, before or after the change, and
 * `write_failed`. Two changes at the same moment: the later one wins.
 */
export function editConfig(file: string, change: (config: Config) => Config, names: ConfigNames = {}): void {
  const { config, indent } = readRaw(file)
  const after = change(config)
  const [issue] = checkConfig(after, names)
  if (issue !== undefined) {
    throw new SesError('config_invalid', `${issue.path}: ${issue.message}`, { data: { file, path: issue.path } })
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeAtomically(systemFs, file, `${JSON.stringify(after, null, indent)}\n`)
}

function readRaw(file: string): { readonly config: Config; readonly indent: string } {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return { config: {}, indent: '  ' }
    }
    throw error
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { config: value as Config, indent: /^\{\s*?\n([ \t]+)\S/.exec(text)?.[1] ?? '  ' }
    }
  } catch (cause) {
    throw new SesError('config_invalid', `expected JSON (${(cause as Error).message})`, { data: { file }, cause })
  }
  throw new SesError('config_invalid', 'expected an object', { data: { file } })
}
