import { type BytePath, type Rewind, shownPath } from '@ses/checkpoints'
import { changedFiles, changeLines, oneLine } from '../snapshot/changed-files.ts'
import { checkpointTitle } from '../snapshot/checkpoint-title.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'

/** A rewind for people: what changed, what was in the way, and how to take it back. */
export function rewindLines(done: Rewind, dryRun: boolean, style: Style): string[] {
  const title = `${style.name(done.target.id.slice(0, 12))} “${neutralise(checkpointTitle(done.target))}”`
  const files = count(done.changes.length, 'file')
  const lines = [headOf(done, dryRun, title, files, style), ...changeLines(changedFiles(done.changes))]
  if (done.movedTo !== undefined)
    lines.push(`branch ${dryRun ? 'would move' : 'moved'} to ${done.movedTo.slice(0, 12)}`)
  const told: [readonly BytePath[], string, (text: string) => string][] = [
    [done.merged, 'merged with what others changed', style.faint],
    [done.conflicts, 'conflicts: marked in the file, or left as it is', style.bad],
    [done.kept, 'changed while this ran; left as it is', style.warn],
    [done.nested, 'nested repository at another commit; not touched', style.faint],
    [done.obstacles, 'in the way, and no checkpoint holds it', style.bad],
    [dryRun ? done.foreign : [], 'changed by someone else since; needs --merge or --force', style.warn],
  ]
  for (const [paths, what, paint] of told) {
    if (paths.length > 0) lines.push(paint(`${what}:`), ...paths.map((path) => `    ${oneLine(shownPath(path))}`))
  }
  if (done.applied) lines.push(style.faint('  ses rewind --undo takes this back'))
  return lines
}

function headOf(done: Rewind, dryRun: boolean, title: string, files: string, style: Style): string {
  if (done.applied) return `${style.good('✓')} rewound to ${title}: ${files}`
  if (done.changes.length === 0 && done.movedTo === undefined) return `nothing to do: the work tree is at ${title}`
  return dryRun ? `would rewind to ${title}: ${files}` : title
}
