import { statSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { type HookIdentity, payloadForm } from '@ses/hooks'
import type { Host } from '../host.ts'
import { findPlaces, type Places } from '../project.ts'

/**
 * Where an event belongs: the project the agent was started in where its variable tells, else the folder it works in, else ours. A folder
 * outside every repository counts only if it is where we were started or keeps a store already: a path in a payload makes none.
 */
export function eventPlace(
  agent: string,
  identity: HookIdentity,
  { env, cwd, home }: Pick<Host, 'env' | 'cwd' | 'home'>,
): Places {
  const { sessionVariable, projectVariable } = payloadForm(agent)
  const started = folder(projectVariable === undefined ? undefined : env[projectVariable])
  const works = folder(identity.cwd)
  // A variable may be left over from an agent that started this one; one that names the session is not.
  const own =
    sessionVariable !== undefined && env[sessionVariable] === identity.sessionId && identity.sessionId !== undefined
  const told = started !== undefined && (own || works === undefined || isInside(works, started)) ? started : works
  if (told === undefined || told === cwd) return findPlaces({ env, cwd, home })
  const places = findPlaces({ env, cwd: told, home })
  const stray = places.project === told && !has(places.project, '.git') && !isFolder(places.logs)
  return stray ? findPlaces({ env, cwd, home }) : places
}

function folder(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) && !path.includes('\0') && isFolder(path) ? path : undefined
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function has(path: string, name: string): boolean {
  return statSync(`${path}${sep}${name}`, { throwIfNoEntry: false }) !== undefined
}

function isInside(path: string, parent: string): boolean {
  const way = relative(parent, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
