import type { Diff, DiffFile, DiffHunk, DiffLine } from './diff.ts'

/** What masks: a `Masker` of `@ses/secrets` is one. */
export interface DiffMasker {
  mask(text: string): {
    readonly text: string
    /** Ranges in the text, sorted and disjoint. */
    readonly found: readonly { readonly rule: string; readonly start: number; readonly end: number }[]
  }
  placeholder(rule: string, secret: string): string
}

/** A diff without its secrets. Lines stay where they are: of a secret over several lines, each shows the placeholder. */
export function maskDiff(diff: Diff, masker: DiffMasker): Diff {
  return { files: diff.files.map((file) => maskFile(file, masker)) }
}

function maskFile(file: DiffFile, masker: DiffMasker): DiffFile {
  const lines = file.hunks.flatMap((hunk) => hunk.lines)
  // Each side is masked as the text it is, so that what spans lines is seen whole.
  const masked = new Map<DiffLine, MaskedLine>()
  for (const gone of ['added', 'removed'] as const) {
    const side = lines.filter(({ kind }) => kind !== gone)
    const texts = maskLines(
      side.map(({ text }) => text),
      masker,
    )
    for (const [index, line] of side.entries()) masked.set(line, texts[index] ?? { text: '' })
  }
  const { oldPath } = file
  return {
    ...file,
    path: masker.mask(file.path).text,
    ...(oldPath === undefined ? {} : { oldPath: masker.mask(oldPath).text }),
    hunks: file.hunks.map((hunk): DiffHunk => {
      return {
        ...hunk,
        section: masker.mask(hunk.section).text,
        lines: hunk.lines.map((line) => ({ ...line, ...(masked.get(line) ?? { text: '' }) })),
      }
    }),
  }
}

type MaskedLine = Pick<DiffLine, 'text' | 'secrets'>

function maskLines(lines: readonly string[], masker: DiffMasker): MaskedLine[] {
  const text = lines.join('\n')
  const { found } = masker.mask(text)
  const result: MaskedLine[] = []
  let [start, next] = [0, 0]
  for (const line of lines) {
    const end = start + line.length
    let masked = ''
    const secrets: string[] = []
    let copied = start
    while (next < found.length && (found[next]?.start ?? 0) <= end) {
      const range = found[next] as { rule: string; start: number; end: number }
      const from = Math.max(range.start, start)
      if (from < end) {
        const placeholder = masker.placeholder(range.rule, text.slice(range.start, range.end))
        masked += text.slice(copied, from) + placeholder
        secrets.push(placeholder)
        copied = Math.min(range.end, end)
      }
      if (range.end > end) break
      next += 1
    }
    masked += text.slice(copied, end)
    // A placeholder that somebody wrote into a file is no secret.
    result.push({ text: masked, ...(masked.includes('[masked:') ? { secrets } : {}) })
    start = end + 1
  }
  return result
}
