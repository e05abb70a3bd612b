import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import {
  type Config,
  configDefaults,
  type DashboardSettings,
  type DoctorDocument,
  type DoctorProblem,
} from '@ses/schema'
import { hideSecrets } from '../config/hide-secrets.ts'
import type { Context } from '../context.ts'
import { configFiles } from '../settings.ts'
import { jsonText } from '../terminal/json-text.ts'
import { runApart } from './run-apart.ts'

/** Variables that have a say, and whether their value is for their owner alone. */
const VARIABLES: readonly (readonly [name: string, isSecret: boolean])[] = [
  ['SES_LOG_DIR', false],
  ['SES_HOME', false],
  ['SES_LOG', false],
  ['OPENAI_API_KEY', true],
  ['OPENAI_BASE_URL', true],
  ['OPENAI_ENDPOINT', true],
  ['OPENAI_MODEL', false],
  ['ANTHROPIC_API_KEY', true],
  ['ANTHROPIC_MODEL', false],
  ['AI_MODEL', false],
  ['SES_REVIEW_AGENT_TIMEOUT_MS', false],
  ['SES_REVIEW_AUTO_APPROVE', false],
  ['SES_WEBHOOK_URL', true],
  ['SES_WEBHOOK_SECRET', true],
  ['SES_WEBHOOK_AUTH_TOKEN', true],
  ['SES_WEBHOOK_EVENTS', false],
]

/** Values that say more than their owner may want to show: addresses hold keys, and what is masked should not be read here. */
const HIDDEN: ReadonlySet<string> = new Set(['webhooks.url', 'openai_base_url', 'openai_endpoint', 'masking.literals'])

type Row = DashboardSettings['config'][number]

/** The config that holds, with where each value is from, and what `ses doctor` finds. */
export async function readSettings(context: Context): Promise<Omit<DashboardSettings, 'schema_version'>> {
  const { places, version, host } = context
  const [project, user] = configFiles(places)
  const rows = new Map<string, Row>()
  for (const [source, config] of [
    ['default', configDefaults],
    ['user', readRaw(user)],
    ['project', readRaw(project)],
  ] as const) {
    for (const [key, value] of leavesOf(hideSecrets(config), ''))
      rows.set(key, { key, value: shown(key, value), source })
  }
  const environment = VARIABLES.flatMap(([key, isSecret]): Row[] => {
    const value = host.env[key]
    return value === undefined || value === ''
      ? []
      : [{ key, value: isSecret ? '(set)' : value, source: 'environment' }]
  })
  return {
    version,
    project: places.project,
    folders: { project: places.project, store: places.logs, user: places.user, archive: join(places.user, 'archive') },
    config: [...rows.values(), ...environment],
    doctor: await problemsOf(context),
  }
}

/** What `ses doctor` finds; on a large store it looks at tens of thousands of files. */
async function problemsOf(context: Context): Promise<DashboardSettings['doctor']> {
  const text = await runApart(context, ['doctor', '--json'])
  const problems = text === undefined ? undefined : problemsIn(text)
  return (problems ?? (await problemsHere(context))).map(({ id, severity, title, cause, fix }) => {
    return { id, severity, title, cause, fix }
  })
}

function problemsIn(text: string): readonly DoctorProblem[] | undefined {
  try {
    return (JSON.parse(text) as Partial<DoctorDocument>).problems
  } catch {
    return undefined
  }
}

async function problemsHere(context: Context): Promise<readonly DoctorProblem[]> {
  const [{ examine }, { checks }] = await Promise.all([
    import('../doctor/examine.ts'),
    import('../doctor/checks/index.ts'),
  ])
  return (await examine(context, checks, false)).problems
}

/** A config that is no good holds nothing here; the doctor tells of it. */
function readRaw(file: string): Config {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null ? value : {}
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof SesError) return {}
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw error
  }
}

function* leavesOf(value: unknown, path: string): Generator<readonly [key: string, value: unknown]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, value]
    return
  }
  for (const [name, item] of Object.entries(value)) yield* leavesOf(item, path === '' ? name : `${path}.${name}`)
}

function shown(key: string, value: unknown): string {
  if (HIDDEN.has(key)) return Array.isArray(value) ? `(${value.length} set)` : '(set)'
  return typeof value === 'string' ? value : jsonText(value, 0)
}
