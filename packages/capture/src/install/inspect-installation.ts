import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type HookRegistration, type HookScope, type RegisteredHook, registrations, untrustedByCodex } from '@ses/hooks'
import { SesError } from '@ses/model'
import { readConfigFile } from './config-file.ts'
import { findProgram } from './detect-agents.ts'
import { editableRoots, folderOf, type InstallPlaces, recordFolder } from './install-places.ts'
import { RECORD_NAME, readRecord } from './install-record.ts'

/** How an agent's hooks stand in one scope. */
export interface Installation {
  readonly agent: string
  readonly title: string
  readonly scope: HookScope
  /** `partial`: some events are missing; `unreadable`: a file cannot be read, see `problems`. */
  readonly state: 'registered' | 'partial' | 'absent' | 'unreadable'
  /** Events with a hook of ours, each once. */
  readonly events: readonly string[]
  readonly problems: readonly InstallProblem[]
  /** Since when hooks of ours are registered there, epoch milliseconds; absent where none are. An upper bound where others wrote them. */
  readonly since?: number
}

/** Something that keeps hooks from firing, or lets them fire twice. */
export interface InstallProblem {
  readonly kind: 'unreadable' | 'missing_events' | 'twice' | 'untrusted' | 'dangling' | 'switched_off'
  /** One sentence, with paths. */
  readonly message: string
  /** What to type or do. */
  readonly fix: string
}

interface FoundHook extends RegisteredHook {
  readonly path: string
}

/** Looks at the files of agents, the user's and the project's; all agents unless told. Reads only, and never throws for what a file says. */
export function inspectInstallation(
  places: InstallPlaces,
  agents: readonly HookRegistration[] = registrations,
): readonly Installation[] {
  return agents.flatMap((registration) => {
    const user = inspectScope(places, registration, 'user')
    // In the home itself both scopes are the same files.
    if (fileOf(places, registration, 'project') === fileOf(places, registration, 'user')) return [user]
    const project = inspectScope(places, registration, 'project')
    if (project.events.length === 0 || user.events.length === 0) return [project, user]
    const { agent, title } = registration
    const twice: InstallProblem = {
      kind: 'twice',
      message: `${title} has the hooks of this project and those of the user: every event comes twice.`,
      fix: `ses disable ${agent}`,
    }
    return [{ ...project, problems: [...project.problems, twice] }, user]
  })
}

function fileOf(places: InstallPlaces, registration: HookRegistration, scope: HookScope): string | undefined {
  const [file] = registration.files(scope, places.windows)
  return file === undefined ? undefined : join(folderOf(places, file.folder), file.name)
}

function inspectScope(places: InstallPlaces, registration: HookRegistration, scope: HookScope): Installation {
  const { agent, title, events } = registration
  const files = registration.files(scope, places.windows).filter(({ optional }) => optional !== true)
  const problems: InstallProblem[] = []
  const found: FoundHook[] = []
  for (const file of files) {
    const path = join(folderOf(places, file.folder), file.name)
    try {
      const { text } = readConfigFile(path, editableRoots(places, file.folder))
      if (text === undefined) continue
      found.push(...file.inspect(text).map((hook) => ({ ...hook, path })))
      if (agent === 'claude-code' && /"disableAllHooks"\s*:\s*true/.test(text)) {
        problems.push({
          kind: 'switched_off',
          message: `${path} switches all hooks off.`,
          fix: `take "disableAllHooks" out of ${path}`,
        })
      }
    } catch (error) {
      if (!(error instanceof SesError)) throw error
      const message = error.message.startsWith(path) ? error.message : `${path}: ${error.message}`
      problems.push({ kind: 'unreadable', message, fix: `correct ${path}` })
    }
  }
  const enable = `ses enable ${agent}${scope === 'user' ? ' --user' : ''}`
  const has = [...new Set(found.map(({ event }) => event))]
  const missing = events.filter((event) => !has.includes(event))
  const isPartial = has.length > 0 && missing.length > 0
  if (isPartial) {
    problems.push({
      kind: 'missing_events',
      message: `${title} has no hook for ${missing.join(', ')}.`,
      fix: enable,
    })
  }
  if (has.length < found.length) {
    problems.push({ kind: 'twice', message: `${title} has hooks that are registered more than once.`, fix: enable })
  }
  problems.push(...danglingIn(places, title, found, enable))
  if (agent === 'codex') problems.push(...untrustedIn(places, found))
  const isUnreadable = has.length === 0 && problems.some(({ kind }) => kind === 'unreadable')
  const state = isUnreadable ? 'unreadable' : has.length === 0 ? 'absent' : isPartial ? 'partial' : 'registered'
  const told = { agent, title, scope, state, events: has } as const
  if (has.length === 0) return { ...told, problems: isUnreadable ? problems : [] }
  return { ...told, problems, since: registeredAt(places, scope, found) }
}

/** When `ses` last registered hooks there; else, as they came with the repository or another machine, when their files were last written. */
function registeredAt(places: InstallPlaces, scope: HookScope, found: readonly FoundHook[]): number {
  const folder = recordFolder(places, scope)
  const { files } = readRecord(folder)
  const recorded = found.some(({ path }) => Object.hasOwn(files, path))
  const paths = recorded ? [join(folder, RECORD_NAME)] : found.map(({ path }) => path)
  return Math.max(...paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** Hooks that would start nothing: their program has gone, or they name none, and there is no `ses` on the PATH. */
function danglingIn(
  places: InstallPlaces,
  title: string,
  found: readonly FoundHook[],
  fix: string,
): readonly InstallProblem[] {
  const gone = found.find(({ script }) => script === undefined || !existsSync(script))
  if (gone === undefined || findProgram(places, 'ses') !== undefined) return []
  const what = gone.script === undefined ? 'name no path' : `start ${gone.script}, which is gone`
  return [{ kind: 'dangling', message: `Hooks of ${title} ${what}, and there is no ses on the PATH.`, fix }]
}

function untrustedIn(places: InstallPlaces, found: readonly FoundHook[]): readonly InstallProblem[] {
  const [first] = found
  if (first === undefined) return []
  const folder = { base: 'home', path: '.codex', env: 'CODEX_HOME' } as const
  const config = join(folderOf(places, folder), 'config.toml')
  try {
    const { text = '' } = readConfigFile(config, editableRoots(places, folder))
    const untrusted = untrustedByCodex(text, first.path, found)
    if (untrusted.length === 0) return []
    return [
      {
        kind: 'untrusted',
        message: `Codex has not been told to trust ${untrusted.length} of ${found.length} hooks in ${first.path}; it skips them without a word.`,
        fix: 'start `codex` here and trust them in the review that comes up, or by /hooks',
      },
    ]
  } catch (error) {
    if (!(error instanceof SesError)) throw error
    return [{ kind: 'unreadable', message: error.message, fix: `correct ${config}` }]
  }
}
