import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readTextIfAny, systemFs } from './store-fs.ts'
import { withLock } from './with-lock.ts'
import { writeAtomically } from './write-atomically.ts'

/** A project that `ses` was used in. */
export interface RegisteredProject {
  /** Its root; absolute, as all paths here. */
  readonly path: string
  /** Its store. */
  readonly logs: string
  /** When it was first seen, ISO 8601 in UTC. */
  readonly since: string
}

/**
 * Notes a project below the user's folder (`~/.ses`), for what looks at all projects. One that is known already costs one read. Throws
 * `SesError` `write_failed` or `locked`.
 */
export async function registerProject(
  user: string,
  project: Pick<RegisteredProject, 'path' | 'logs'>,
  now: number,
): Promise<void> {
  const isKnown = (known: readonly RegisteredProject[]): boolean =>
    known.some(({ path, logs }) => path === project.path && logs === project.logs)
  if (isKnown(listProjects(user))) return
  mkdirSync(user, { recursive: true, mode: 0o700 })
  await withLock(join(user, 'projects.lock'), () => {
    const known = listProjects(user)
    if (isKnown(known)) return
    const { path, logs } = project
    const others = known.filter((each) => each.path !== path)
    const projects = [...others, { path, logs, since: new Date(now).toISOString() }]
    writeAtomically(systemFs, fileIn(user), `${JSON.stringify({ schema_version: 1, projects }, null, 2)}\n`)
  })
}

/** The projects in order of their first use, those included that have vanished; none for a file that is damaged. */
export function listProjects(user: string): readonly RegisteredProject[] {
  try {
    const text = readTextIfAny(systemFs, fileIn(user))
    const { projects } = Object(JSON.parse(text ?? '{}')) as { readonly projects?: unknown }
    return Array.isArray(projects) ? projects.filter(isProject) : []
  } catch {
    return []
  }
}

function fileIn(user: string): string {
  return join(user, 'projects.json')
}

function isProject(value: unknown): value is RegisteredProject {
  const { path, logs, since } = Object(value) as Record<string, unknown>
  return typeof path === 'string' && typeof logs === 'string' && typeof since === 'string'
}
