import { isAbsolute, join } from 'node:path'
import type { TranscriptLocation } from '@ses/agents'

/** The machine as far as places of transcripts depend on it. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home directory. */
  readonly home: string
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string
}

/** A glob and the folder it starts from. */
export interface RootedGlob {
  readonly root: string
  /** Empty when `root` is the file itself. */
  readonly glob: string
  readonly except: readonly string[]
}

/** Where a location lies on a machine, whether or not anything is there. */
export function locationGlobs(location: TranscriptLocation, machine: Machine): readonly RootedGlob[] {
  const { glob, base, env = [], except = [] } = location
  for (const { name, replaces, below = '' } of env) {
    const folders = foldersOf(machine.env[name], machine.home)
    if (folders.length === 0) continue
    const rest = glob.slice(replaces.length).replace(/^\//, '')
    return folders.map((folder) => ({ root: join(folder, below), glob: rest, except }))
  }
  return basesOf(base, machine).map((root) => ({ root, glob, except }))
}

/** A name with a comma in it is one folder or several: both are looked at. */
function foldersOf(value: string | undefined, home: string): readonly string[] {
  if (value === undefined || value.trim() === '') return []
  const names = value.includes(',') ? [value, ...value.split(',')] : [value]
  const folders = names
    .map((name) => name.trim())
    .map((name) => (name === '~' || name.startsWith('~/') ? join(home, name.slice(1)) : name))
  return [...new Set(folders.filter(isAbsolute))]
}

function basesOf(base: TranscriptLocation['base'], { env, home, platform }: Machine): readonly string[] {
  if (base === 'home') return [home]
  // The XDG specification says to pass over relative paths.
  const told = env[base === 'data' ? 'XDG_DATA_HOME' : 'XDG_CONFIG_HOME']
  const xdg =
    told !== undefined && isAbsolute(told) ? told : join(home, ...(base === 'data' ? ['.local', 'share'] : ['.config']))
  if (platform === 'darwin') return [xdg, join(home, 'Library', 'Application Support')]
  if (platform !== 'win32') return [xdg]
  const roaming = env['APPDATA'] || join(home, 'AppData', 'Roaming')
  const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  return base === 'data' ? [xdg, local, roaming] : [xdg, roaming]
}
