import { diff3Merge } from 'node-diff3'

/** A file merged from two sides. */
export interface MergedFile {
  readonly content: Buffer
  /** Regions where both sides changed the same lines; each is marked in the content. */
  readonly conflicts: number
}

/** Above this many lines in one of the versions a merge would take too long. */
const MOST_LINES = 50_000

/** Merges two versions of a text line by line; undefined where that makes no sense: binary or very long files. */
export function mergeFiles(
  base: Buffer,
  present: Buffer,
  target: Buffer,
  names: { readonly present: string; readonly target: string },
): MergedFile | undefined {
  if ([base, present, target].some((content) => content.includes(0))) return undefined
  const [original, ours, theirs] = [base, present, target].map(linesOf) as [string[], string[], string[]]
  if (Math.max(original.length, ours.length, theirs.length) > MOST_LINES) return undefined
  let conflicts = 0
  const parts = diff3Merge(ours, original, theirs, { excludeFalseConflicts: true }).flatMap((region) => {
    if (region.ok) return region.ok
    if (region.conflict === undefined) return []
    conflicts += 1
    const { a, b } = region.conflict
    return [`<<<<<<< ${names.present}\n`, ...ended(a), '=======\n', ...ended(b), `>>>>>>> ${names.target}\n`]
  })
  return { content: Buffer.from(parts.join(''), 'latin1'), conflicts }
}

/** With their ends, one character per byte. */
function linesOf(content: Buffer): string[] {
  return content.toString('latin1').split(/(?<=\n)/)
}

/** The last line of a file may have no end, but a marker must stand on a line of its own. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line, at) => (at === lines.length - 1 && line !== '' && !line.endsWith('\n') ? `${line}\n` : line))
}
