import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import { type Config, checkConfig } from '@ses/schema'
import { systemFs, writeAtomically } from '@ses/store'

/**
 * Changes one config file and nothing else in it. Throws `config_invalid` when it is no config, before or after the change, and
 * `write_failed`. Two changes at the same moment: the later one wins.
 */
export function editConfig(file: string, change: (config: Config) => Config): void {
  const before = readRaw(file)
  const after = change(before)
  const [issue] = checkConfig(after)
  if (issue !== undefined) {
    throw new SesError('config_invalid', `${issue.path}: ${issue.message}`, { data: { file, path: issue.path } })
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeAtomically(systemFs, file, `${JSON.stringify(after, null, 2)}\n`)
}

function readRaw(file: string): Config {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return {}
    throw error
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Config
  } catch (cause) {
    throw new SesError('config_invalid', `expected JSON (${(cause as Error).message})`, { data: { file }, cause })
  }
  throw new SesError('config_invalid', 'expected an object', { data: { file } })
}
