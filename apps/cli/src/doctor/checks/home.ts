import { chmodSync, type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { count } from '../../terminal/amounts.ts'
import type { Check } from '../check.ts'

/** Modes of the user's own data: the key of pseudonyms, the archive, configs. */
export const home: Check = {
  id: 'home',
  title: 'The user’s data is for the user alone',
  inspect: async ({ places }) => {
    // Windows has no such modes.
    const open = process.platform === 'win32' ? [] : openPaths(places.user)
    const [first] = open
    if (first === undefined) return []
    return [
      {
        severity: 'problem',
        title: `Others than their owner may use ${count(open.length, 'file or folder', 'files and folders')} in ${places.user}, as ${first.path}`,
        cause: 'They were copied or made by another program, or their rights were changed.',
        fix: '`ses doctor --fix` takes the rights of others away',
        repair: () => {
          for (const { path, mode } of open) chmodSync(path, mode & 0o700)
        },
      },
    ]
  },
}

interface OpenPath {
  readonly path: string
  readonly mode: number
}

function openPaths(path: string): OpenPath[] {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined || stat.isSymbolicLink()) return []
  const own = (stat.mode & 0o077) === 0 ? [] : [{ path, mode: stat.mode }]
  if (!stat.isDirectory()) return own
  return [...own, ...entriesOf(path).flatMap(({ name }) => openPaths(join(path, name)))]
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
