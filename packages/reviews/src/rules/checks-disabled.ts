import { isProductionCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** Checkers told to look away. */
export const checksDisabled: ReviewRule = {
  id: 'check_disabled',
  title: 'A checker was told to look away',
  description:
    'An added comment that silences a type checker, a linter or a security scanner. Left alone: those with a reason behind them, and those that were there before.',
  category: 'maintainability',
  severity: 'low',
  recommendation: 'Mend what the checker says, or write down why it is wrong here.',
  confidence: 0.75,
  check(view) {
    return view.files.flatMap((file) => {
      if (!isProductionCode(file)) return []
      return file.added.flatMap(({ line, comment }) => {
        const silenced = SILENCED.exec(comment)
        if (silenced === null || REASON.test(comment) || file.removed.has(line.text.trim())) return []
        const security = /nosec|security|noqa:\s*S\d/.test(comment)
        return [
          {
            message: `${silenced[0].trim()} hides what a checker says here.`,
            file,
            line,
            ...(security ? { category: 'security' as const, severity: 'medium' as const } : {}),
          },
        ]
      })
    })
  },
}

const SILENCED =
  /@ts-(?:ignore|nocheck)\b|\beslint-disable(?:-next-line|-line)?\b(?! no-console)|\btype:\s*ignore(?:\[[\w-]+\])?|\bnosec\b|\bnolint\b|\bnoqa\b(?!: ?(?:E501|F401|T201|E402))|\bpylint:\s*disable\b/
/** A few words behind a dash, a second mark, or the directive itself. */
const REASON = /(?:--|—|–|\/\/|#)\s*\S.{7}|@ts-ignore\s+\w+\s+\w+/
