import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import type { HookCommand, HookScope } from '@ses/hooks'
import { findProgram } from './detect-agents.ts'
import type { InstallPlaces } from './install-places.ts'

/** The `ses` that is running. Absolute paths. */
export interface RunningSes {
  readonly node: string
  /** The bundled hook program. */
  readonly hook: string
  /** The entry of the command line. */
  readonly bin: string
}

/** How hooks will start `ses`, and what there is to say about it. */
export interface ChosenCommand {
  readonly command: HookCommand
  /** `path`: by its name. `bundle`: by absolute paths, by its name elsewhere. `nothing`: no hook can start it as things are. */
  readonly means: 'path' | 'bundle' | 'nothing'
}

/** Folders of the PATH that are there only while a package manager runs something, or only in one project. */
const PASSING = /[\\/](?:node_modules[\\/]\.bin|_npx[\\/].*)[\\/]?$/

/**
 * A project's files are shared, so they name no path of this machine where `ses` can be found by its name; the user's own files take the fast
 * way. A `ses` that npx has fetched will be gone: its paths are not written down.
 */
export function chooseCommand(
  scope: HookScope,
  { node, hook, bin }: RunningSes,
  places: Pick<InstallPlaces, 'env' | 'windows'>,
): ChosenCommand {
  const named = findProgram(places, 'ses', PASSING)
  const isNamed = named !== undefined && leadsTo(named, bin)
  if (scope === 'project' && isNamed) return { command: {}, means: 'path' }
  const isKept = existsSync(hook) && !/[\\/]_npx[\\/]/.test(hook)
  if (isKept) return { command: { bundle: { node, script: hook } }, means: 'bundle' }
  return { command: {}, means: isNamed ? 'path' : 'nothing' }
}

/** Whether a program is a link to the entry, or a short script that starts it. */
function leadsTo(program: string, bin: string): boolean {
  try {
    if (realpathSync(program) === realpathSync(bin)) return true
    if (statSync(program).size > 8192) return false
    const text = readFileSync(program, 'utf8')
    return text.includes(bin) || /@ses[\\/]cli[\\/]dist[\\/]bin\.js/.test(text)
  } catch {
    return false
  }
}
