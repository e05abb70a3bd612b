import type { DiffLine } from '../diff/diff.ts'
import { isForShow } from '../place-of-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** Secrets among the added lines, told by the placeholders that masking left. */
export const secretsInDiff: ReviewRule = {
  id: 'secret_in_diff',
  title: 'A secret in the diff',
  description:
    'An added line holds what the masking rules take for a secret. In tests, documents and examples it counts less; lock files are left alone.',
  category: 'security',
  severity: 'high',
  recommendation: 'Remove it from the history, not only from the file, and replace the secret where it is valid.',
  confidence: 0.85,
  check(view) {
    return view.files.flatMap((file) => {
      if (file.category === 'generated' || /lock|\.sum$/i.test(file.path)) return []
      const lines = file.diff.hunks.flatMap((hunk) => hunk.lines)
      const before = new Set(lines.flatMap((line) => (line.kind === 'removed' ? secretsIn(line) : [])))
      const seen = new Set<string>()
      const harmless = file.category === 'test' || file.category === 'docs' || isForShow(file.path)
      return file.added.flatMap(({ line }) => {
        const fresh = secretsIn(line).filter((mark) => !before.has(mark) && !seen.has(mark))
        const [first] = fresh
        if (first === undefined) return []
        for (const mark of fresh) seen.add(mark)
        const rule = first.slice('[masked:'.length, -':0000]'.length)
        return [
          {
            message: `Looks like a secret (${rule}); its value is masked here.`,
            file,
            line,
            subject: first,
            ...(harmless ? { severity: 'low' as const, confidence: 0.5 } : {}),
          },
        ]
      })
    })
  },
}

const PLACEHOLDER = /\[masked:[a-z0-9_-]{1,64}:[0-9a-f]{4}\]/g

function secretsIn({ text, secrets }: DiffLine): readonly string[] {
  return secrets ?? text.match(PLACEHOLDER) ?? []
}
