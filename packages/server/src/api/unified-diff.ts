import { structuredPatch } from 'diff'

/** Lines of one edit that are shown. */
const MAX_LINES = 400

/** Edits further apart than this are shown as one text in place of the other: finding the least change takes the square of it. */
const MAX_DISTANCE = 2000

/** Lines of a unified diff without its file names; of what was written without knowing what was there before, only the new lines. */
export function unifiedDiff(before: string | undefined, after: string | undefined): string[] {
  if (before === undefined && after === undefined) return []
  const old = before ?? ''
  const patch = structuredPatch('', '', old, after ?? '', undefined, undefined, {
    context: 3,
    maxEditLength: MAX_DISTANCE,
    timeout: 100,
  })
  const lines = patch?.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    // "No newline at end of file" tells nothing of a piece of a file.
    ...changed.filter((line) => !line.startsWith('\\')),
  ]) ?? [...marked(old, '-'), ...marked(after ?? '', '+')]
  if (lines.length <= MAX_LINES) return lines
  return [...lines.slice(0, MAX_LINES), `@@ ${lines.length - MAX_LINES} more lines @@`]
}

/** As GNU writes it: a range without lines begins before the next one. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`
}

function marked(text: string, mark: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${mark}${line}`)
}
