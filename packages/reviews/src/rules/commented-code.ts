import type { CodeLine } from '../code-lines.ts'
import { isForShow } from '../place-of-code.ts'
import { isProductionCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Code that was switched off by making a comment of it. */
export const commentedCode: ReviewRule = {
  id: 'commented_code',
  title: 'Commented-out code',
  description:
    'Added comments that repeat removed code, or three and more in a row that read as code. Left alone: documentation and its examples.',
  category: 'maintainability',
  severity: 'low',
  recommendation: 'Delete it; the history keeps it.',
  confidence: 0.75,
  check(view) {
    return view.files.flatMap((file) => {
      if (!isProductionCode(file) || isForShow(file.path)) return []
      return runsOf(file).flatMap((run) => {
        const [first] = run
        if (first === undefined || run.some(({ comment }) => EXAMPLE.test(comment))) return []
        const repeats = run.filter(
          ({ comment }) => comment.trim().length > 8 && file.removed.has(comment.trim()),
        ).length
        const reads = run.filter(({ comment }) => readsAsCode(comment)).length
        const sure = repeats > 0 && repeats * 2 >= run.length
        if (!sure && (run.length < LEAST_RUN || reads < LEAST_RUN || reads * 4 < run.length * 3)) return []
        const what = run.length === 1 ? 'A line of code was' : `${run.length} lines of code were`
        return [{ message: `${what} commented out.`, file, line: first.line, ...(sure ? { confidence: 0.9 } : {}) }]
      })
    })
  },
}

const LEAST_RUN = 3

/** Line comments among the added lines that follow each other. */
function runsOf(file: ViewedFile): CodeLine[][] {
  const runs: CodeLine[][] = []
  let open: CodeLine[] | undefined
  for (const line of file.lines) {
    if (line.line.kind === 'added' && line.commentOnly && line.comment !== '' && !/^[/!]/.test(line.comment)) {
      if (open === undefined) {
        open = []
        runs.push(open)
      }
      open.push(line)
    } else open = undefined
  }
  return runs
}

const EXAMPLE =
  /\b(?:e\.g\.|examples?|usage|for instance|@example|becomes|output|format|syntax|equivalent|like)\b|```|=>\s*\[/i

/** A statement, not a sentence. */
function readsAsCode(comment: string): boolean {
  const text = comment.trim()
  if (text.length < 3) return /^[)\]}]+[;,]?$/.test(text)
  return (
    (/[;{}]$|^\}|\)$/.test(text) && /[=({]|^\}/.test(text) && !/^[A-Z][a-z]+ [a-z]+ /.test(text)) ||
    /^(?:const|let|var|return|if|for|while|def|import|from|self\.|this\.|await|func|fn|pub|public|private)\b.*[=({:;]/.test(
      text,
    )
  )
}
