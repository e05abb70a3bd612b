import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { SesError } from '@ses/model'
import type { Shadow } from '../open-shadow.ts'
import { writeTreeFiles } from './write-tree-files.ts'

/** A folder outside of the repository in which states are laid out one after the other. */
export interface TestBench {
  /** Puts the files of a tree into a fresh folder in place of those before, and returns it. */
  readonly layOut: (tree: string) => Promise<string>
  readonly remove: () => void
}

const NAME = /^ses-bisect-(\d+)-/

/**
 * Makes a bench below a folder for temporary files. `links`: paths of the work tree, mostly ignored ones, that each state gets a link to.
 * Benches of processes that were killed are removed.
 */
export function openBench({ repository, backend }: Shadow, temporary: string, links: readonly string[]): TestBench {
  for (const path of links) {
    const plain = normalize(path)
    if (isAbsolute(plain) || plain === '.' || plain.split(sep).includes('..')) {
      throw new SesError('usage', `${path} is outside of the work tree`, { data: { path } })
    }
  }
  removeLeftovers(temporary)
  const bench = realpathSync(mkdtempSync(join(temporary, `ses-bisect-${process.pid}-`)))
  let state = ''
  return {
    layOut: async (tree) => {
      if (state !== '') remove(state)
      state = mkdtempSync(join(bench, 'state-'))
      await writeTreeFiles(backend, tree, state)
      for (const path of links) {
        const target = join(repository.workTree, path)
        const at = join(state, path)
        if (isThere(target) && !isThere(at)) {
          mkdirSync(dirname(at), { recursive: true })
          symlinkSync(target, at)
        }
      }
      return state
    },
    remove: () => remove(bench),
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function removeLeftovers(temporary: string): void {
  for (const name of readdirSync(temporary)) {
    const owner = NAME.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    try {
      remove(join(temporary, name))
    } catch {
      // Another user's.
    }
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
