import { basename, dirname, relative } from 'node:path'
import { inspectStore, repairStore, type StoreProblem } from '@ses/store'
import { count } from '../../terminal/amounts.ts'
import type { Check, Problem } from '../check.ts'
import { remakeSession } from '../remake-session.ts'

const files = (number: number): string => count(number, 'file or folder', 'files and folders')

const TOLD: Readonly<Record<StoreProblem['code'], readonly [what: (number: number) => string, cause: string]>> = {
  mode: [
    (number) => `${files(number)} of the store may be used by others than their owner`,
    'They were copied or made by another program.',
  ],
  json: [
    (number) => `${files(number)} of the store cannot be read`,
    'The disk was full or failed, or they were changed by something else than ses.',
  ],
  lock: [
    (number) => `${count(number, 'lock')} that nobody holds any more`,
    'A process was killed; the next one that needs such a lock takes it.',
  ],
  left_over: [
    (number) => `${files(number)} left over in the store`,
    'A process was killed while it wrote; what was there before is whole.',
  ],
  index: [
    () => 'The index differs from the folders of the sessions',
    'Folders were copied, removed or changed by something else than ses.',
  ],
}

/** The files of the store against each other. */
export const store: Check = {
  id: 'store',
  title: 'The store is whole, and its index agrees with it',
  inspect: async (context) => {
    const place = context.store.directory
    if (context.store.fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() === false) {
      const cause = 'Nothing can be recorded while something else lies in its place.'
      return [{ severity: 'problem', title: `${place} is no folder`, cause, fix: `move ${place} away` }]
    }
    const groups = new Map<StoreProblem['code'], StoreProblem[]>()
    for (const problem of inspectStore(context.store)) {
      groups.set(problem.code, [...(groups.get(problem.code) ?? []), problem])
    }
    const repair = async (): Promise<void> => {
      for (const folder of damagedFolders(groups.get('json') ?? [])) await remakeSession(context, folder)
      await repairStore(context.store)
    }
    return [...groups].map(([code, found]): Problem => {
      const [what, cause] = TOLD[code]
      const names = found.slice(0, 3).map(({ path }) => relative(place, path) || '.')
      return {
        // The next process that comes by does away with them.
        severity: code === 'lock' || code === 'left_over' ? 'warning' : 'problem',
        title: `${what(found.length)}: ${names.join(', ')}`,
        cause,
        fix: code === 'json' ? '`ses doctor --fix` makes them again from events and transcript' : '`ses doctor --fix`',
        repair,
      }
    })
  },
}

function damagedFolders(problems: readonly StoreProblem[]): string[] {
  return [...new Set(problems.map(({ path }) => basename(dirname(path))))]
}
