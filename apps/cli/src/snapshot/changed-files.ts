import { shownPath, type TreeChange } from '@ses/checkpoints'
import type { RewindChange } from '@ses/schema'
import { neutralise } from '../terminal/neutralise.ts'

const MARKS = { create: '+', modify: '~', remove: '-' } as const
const MOST = 40

/** Changes of files as JSON. */
export function changedFiles(changes: readonly TreeChange[]): RewindChange[] {
  return changes.map(({ path, from, to }) => ({
    path: shownPath(path),
    change: from === null ? 'create' : to === null ? 'remove' : 'modify',
  }))
}

/** One line for each of the first forty, and how many more there are. */
export function changeLines(changes: readonly RewindChange[]): string[] {
  const lines = changes.slice(0, MOST).map(({ path, change }) => `  ${MARKS[change]} ${oneLine(path)}`)
  return changes.length > MOST ? [...lines, `  … ${changes.length - MOST} more`] : lines
}

/** A path may hold newlines. */
export function oneLine(path: string): string {
  return neutralise(path).replaceAll('\n', '\\n')
}
