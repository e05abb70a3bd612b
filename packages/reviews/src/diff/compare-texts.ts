import { structuredPatch } from 'diff'
import type { DiffHunk, DiffLine } from './diff.ts'

/** More edits than these, and the new text counts as written afresh. */
const MOST_EDITS = 4000

/** The hunks that lead from one text to another; with `placed` false their lines have no numbers. */
export function compareTexts(before: string, after: string, placed: boolean): DiffHunk[] {
  if (before === after) return []
  const patch =
    before === '' || after === ''
      ? undefined
      : structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: MOST_EDITS })
  if (patch === undefined) return [rewritten(before, after, placed)]
  return patch.hunks.map((hunk) =>
    numbered(
      hunk.lines.filter((line) => !line.startsWith('\\')),
      hunk.oldStart,
      hunk.newStart,
      placed,
    ),
  )
}

function rewritten(before: string, after: string, placed: boolean): DiffHunk {
  const lines = [...linesOf(before).map((line) => `-${line}`), ...linesOf(after).map((line) => `+${line}`)]
  return numbered(lines, 1, 1, placed)
}

function numbered(lines: readonly string[], oldStart: number, newStart: number, placed: boolean): DiffHunk {
  let [oldLine, newLine] = [oldStart, newStart]
  return {
    oldStart: placed ? oldStart : 0,
    newStart: placed ? newStart : 0,
    section: '',
    lines: lines.map((line): DiffLine => {
      const kind = line[0] === '+' ? 'added' : line[0] === '-' ? 'removed' : 'context'
      const text = line.slice(1).replace(/\r$/, '')
      const numbers = {
        ...(kind === 'added' ? {} : { oldLine: oldLine++ }),
        ...(kind === 'removed' ? {} : { newLine: newLine++ }),
      }
      return { kind, text, ...(placed ? numbers : {}) }
    }),
  }
}

function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
