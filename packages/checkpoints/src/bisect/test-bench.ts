import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { SesError } from '@ses/model'
import type { Shadow } from '../open-shadow.ts'
import { writeTreeFiles } from './write-tree-files.ts'

/** A folder outside of the repository in which states are laid out one after the other. */
interface TestBench {
  /** Puts the files of a tree into a fresh folder in place of those before, and returns it. */
  readonly layOut: (tree: string) => Promise<string>
}

/** `links`: paths of the work tree, mostly ignored ones, that each state gets a link to. */
export function openBench({ repository, backend }: Shadow, bench: string, links: readonly string[]): TestBench {
  for (const path of links) {
    const plain = normalize(path)
    if (isAbsolute(plain) || plain === '.' || plain.split(sep).includes('..')) {
      throw new SesError('usage', `${path} is outside of the work tree`, { data: { path } })
    }
  }
  let state = ''
  return {
    layOut: async (tree) => {
      if (state !== '') rmSync(state, { recursive: true, force: true, maxRetries: 3 })
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
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
