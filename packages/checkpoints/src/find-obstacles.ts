import { readdirSync } from 'node:fs'
import { absolutePath, type BytePath, foldersOf } from './byte-path.ts'
import { entryAt } from './entry-at.ts'
import { fileState } from './file-state.ts'
import type { TreeChange } from './tree-change.ts'

/**
 * Files that stand where a rewind would write and that no snapshot holds: ignored ones, or ones that were too large. They could not be
 * brought back, so they are never replaced.
 */
export function findObstacles(workTree: string, changes: readonly TreeChange[]): BytePath[] {
  const held = new Set(changes.filter(({ from }) => from !== null).map(({ path }) => path))
  const obstacles = new Set<BytePath>()
  for (const change of changes) {
    const { path, from, to } = change
    if (to === null) continue
    for (const folder of foldersOf(path)) {
      const stat = entryAt(workTree, folder)
      if (stat === undefined) break
      if (stat.isDirectory()) continue
      if (!held.has(folder)) obstacles.add(folder)
      break
    }
    const stat = entryAt(workTree, path)
    if (stat?.isDirectory()) {
      for (const file of filesBelow(workTree, path)) if (!held.has(file)) obstacles.add(file)
    } else if (stat !== undefined && from === null && fileState(workTree, change) === 'other') {
      obstacles.add(path)
    }
  }
  return [...obstacles].sort()
}

function filesBelow(workTree: string, folder: BytePath): BytePath[] {
  return readdirSync(absolutePath(workTree, folder), { encoding: 'latin1' }).flatMap((name) => {
    const path = `${folder}/${name}`
    return entryAt(workTree, path)?.isDirectory() ? filesBelow(workTree, path) : [path]
  })
}
