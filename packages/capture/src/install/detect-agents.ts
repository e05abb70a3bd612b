import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type HookRegistration, registrations } from '@ses/hooks'
import { folderOf, type InstallPlaces } from './install-places.ts'

/** An agent that was noticed, and by what. */
export interface DetectedAgent {
  readonly registration: HookRegistration
  /** `claude on the PATH`, `.claude in the project`, `/home/me/.claude`. */
  readonly signs: readonly string[]
}

/** Agents that this machine or this project uses, in the order they are offered. */
export function detectAgents(places: InstallPlaces): readonly DetectedAgent[] {
  return registrations.flatMap((registration) => {
    const { project, user, commands } = registration.signs
    const signs = [
      ...commands.filter((name) => findProgram(places, name) !== undefined).map((name) => `${name} on the PATH`),
      ...project.filter((path) => existsSync(join(places.project, path))).map((path) => `${path} in the project`),
      ...user.map((folder) => folderOf(places, folder)).filter((path) => existsSync(path)),
    ]
    return signs.length === 0 ? [] : [{ registration, signs }]
  })
}

/** Path of a program on the PATH; folders that `skip` names are passed over. */
export function findProgram(
  { env, windows }: Pick<InstallPlaces, 'env' | 'windows'>,
  name: string,
  skip?: RegExp,
): string | undefined {
  const endings = windows ? (env['PATHEXT'] || '.EXE;.CMD;.BAT').split(';') : ['']
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '' || skip?.test(folder) === true) continue
    for (const ending of endings) if (isProgram(join(folder, name + ending))) return join(folder, name + ending)
  }
  return undefined
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
