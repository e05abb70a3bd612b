import { isForShow } from '../place-of-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** A merge that was not finished. */
export const conflictMarkers: ReviewRule = {
  id: 'conflict_marker',
  title: 'A conflict marker was left in',
  description:
    'Lines of a merge conflict among the added ones; one of `=======` alone, which underlines headings too, does not count.',
  category: 'bug',
  severity: 'high',
  recommendation: 'Resolve the conflict.',
  confidence: 0.95,
  check(view) {
    return view.files.flatMap((file) => {
      if (isForShow(file.path)) return []
      const marks = file.added.filter(({ text }) => MARKER.test(text))
      const [first] = marks
      // In a test or a document, one that quotes a conflict is likelier than a conflict.
      if (first === undefined || file.category === 'test' || file.category === 'docs') return []
      return [
        {
          message: `${marks.length === 1 ? 'A conflict marker stands' : `${marks.length} conflict markers stand`} in ${file.path}.`,
          file,
          line: first.line,
          subject: 'conflict',
        },
      ]
    })
  },
}

const MARKER = /^(?:<{7}|>{7}|\|{7}) \S/
