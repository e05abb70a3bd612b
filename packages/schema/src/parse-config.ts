import { isConfigVariable, SesError } from '@ses/model'
import { checkDocument } from './check-document.ts'
import type { Config, CustomToolsConfig } from './documents/config.ts'
import type { Issue } from './issue.ts'
import { toolAction } from './schemas/parts.ts'

/** Names that only the engines know. Where a list is given, a name outside it is an unknown key. */
export interface ConfigNames {
  /** For `patterns.enabled` and `patterns.disabled`. */
  readonly detectors?: readonly string[]
  /** For the keys of `patterns.thresholds`. */
  readonly thresholds?: readonly string[]
  /** For the keys of `grading`. */
  readonly weights?: readonly string[]
}

/** Everything wrong with a config; empty when nothing is. */
export function checkConfig(value: unknown, names: ConfigNames = {}): Issue[] {
  const issues = checkDocument('config', value)
  if (issues.length > 0) return issues
  const { env, patterns, grading, custom_tools } = value as Config
  return [
    ...foreignVariables(env ?? {}),
    ...unknownValues('patterns.enabled', patterns?.enabled, names.detectors),
    ...unknownValues('patterns.disabled', patterns?.disabled, names.detectors),
    ...unknownKeys('patterns.thresholds', patterns?.thresholds, names.thresholds),
    ...unknownKeys('grading', grading, names.weights),
    ...unknownActions(custom_tools?.categories ?? {}),
  ]
}

/** Returns the config as it was given. Throws `SesError` `config_invalid` that names the first wrong path; `data.issues` holds all. */
export function parseConfig(value: unknown, names: ConfigNames = {}): Config {
  const issues = checkConfig(value, names)
  const [issue] = issues
  if (issue === undefined) return value as Config
  throw new SesError(
    'config_invalid',
    issue.path === '' ? `config: ${issue.message}` : `${issue.path}: ${issue.message}`,
    {
      data: { path: issue.path, issues },
    },
  )
}

function unknownValues(
  path: string,
  given: readonly string[] | undefined,
  known: readonly string[] | undefined,
): Issue[] {
  if (given === undefined || known === undefined) return []
  return given.flatMap((name, index) =>
    known.includes(name) ? [] : [{ path: `${path}[${index}]`, message: `expected one of ${known.join(', ')}` }],
  )
}

function unknownKeys(path: string, given: object | undefined, known: readonly string[] | undefined): Issue[] {
  if (given === undefined || known === undefined) return []
  return Object.keys(given).flatMap((key) =>
    known.includes(key) ? [] : [{ path: `${path}.${key}`, message: 'unknown key' }],
  )
}

/** A list of tools stands under the action they have, so its key must be one. */
function unknownActions(categories: NonNullable<CustomToolsConfig['categories']>): Issue[] {
  const actions: readonly string[] = toolAction.options
  return Object.entries(categories).flatMap(([key, value]) =>
    typeof value === 'string' || actions.includes(key)
      ? []
      : [{ path: `custom_tools.categories.${key}`, message: `expected one of ${actions.join(', ')}` }],
  )
}

function foreignVariables(env: Readonly<Record<string, string>>): Issue[] {
  return Object.keys(env).flatMap((name) =>
    isConfigVariable(name) ? [] : [{ path: `env.${name}`, message: 'not a variable that ses reads' }],
  )
}
