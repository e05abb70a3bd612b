import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { HookFolder, HookScope } from '@ses/hooks'

/** Where an installation looks and writes. All paths are absolute. */
export interface InstallPlaces {
  readonly project: string
  /** The `.ses-logs` of the project. */
  readonly logs: string
  /** `~/.ses`. */
  readonly user: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether hooks are run by the shells of Windows. */
  readonly windows: boolean
}

/** The folder that an agent's files of a kind lie in. Of a variable that lists several, the first holds. */
export function folderOf({ project, home, env }: InstallPlaces, folder: HookFolder): string {
  const told = folder.env === undefined ? undefined : env[folder.env]?.split(',')[0]?.trim()
  if (told) return join(told, folder.envPath ?? '')
  return join(folder.base === 'project' ? project : home, folder.path)
}

/** Where backups and the record of what was installed lie. It starts with a dot, so no session can be called the same. */
export function recordFolder({ logs, user }: InstallPlaces, scope: HookScope): string {
  return join(scope === 'project' ? logs : user, '.install')
}

/** Folders that a file to edit may really lie in: a link may lead elsewhere within the user's home or the project, not out of them. */
export function editableRoots(places: InstallPlaces, folder: HookFolder): readonly string[] {
  const own = folderOf(places, folder)
  // A folder that a variable names was chosen by the user.
  const chosen = folder.env !== undefined && places.env[folder.env] ? [own] : []
  return [places.project, places.home, ...chosen].map(nearestReal)
}

/** The real path of a path, or of the nearest folder above it that is there. */
export function nearestReal(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      return realpathSync(folder)
    } catch {
      if (dirname(folder) === folder) return folder
    }
  }
}
