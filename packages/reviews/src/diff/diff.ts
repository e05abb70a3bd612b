/** A change of files as git tells it. Plain JSON, masked. */
export interface Diff {
  readonly files: readonly DiffFile[]
}

/** One changed file. Paths are relative to the root of the repository, with forward slashes. */
export interface DiffFile {
  /** The new name; the old one of a deleted file. */
  readonly path: string
  /** The name before a rename or copy. */
  readonly oldPath?: string
  readonly status: 'added' | 'deleted' | 'modified' | 'renamed' | 'copied'
  /** As git writes it (`100755`), where the diff tells. */
  readonly oldMode?: string
  readonly newMode?: string
  /** Its content is not text; it has no hunks. */
  readonly binary: boolean
  /** Empty for a mere rename or change of mode. */
  readonly hunks: readonly DiffHunk[]
}

/** Lines that belong together. */
export interface DiffHunk {
  /** First line in the old and in the new file, from 1; 0 where it is not known (a recorded edit does not tell where it fell). */
  readonly oldStart: number
  readonly newStart: number
  /** What stands behind the second `@@`: the enclosing function; empty where there is none. */
  readonly section: string
  readonly lines: readonly DiffLine[]
}

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'context'
  /** Without its line end. */
  readonly text: string
  /** From 1; absent where the line is not in that file or its number is not known. */
  readonly oldLine?: number
  readonly newLine?: number
  /** Placeholders that stand for secrets, where `maskDiff` put or looked at some; absent: those in the text do. */
  readonly secrets?: readonly string[]
}

/** Number of added and removed lines. */
export function diffSize(diff: Diff): { readonly files: number; readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0]
  for (const file of diff.files)
    for (const hunk of file.hunks)
      for (const { kind } of hunk.lines) {
        if (kind === 'added') added += 1
        else if (kind === 'removed') removed += 1
      }
  return { files: diff.files.length, added, removed }
}
