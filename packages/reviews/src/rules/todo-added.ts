import { isForShow } from '../place-of-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** Work that was put off. */
export const todoAdded: ReviewRule = {
  id: 'todo_added',
  title: 'Unfinished work left in a comment',
  description:
    'A comment with TODO, FIXME, HACK or XXX among the added lines. Left alone: those that were there before and those that name an issue.',
  category: 'maintainability',
  severity: 'info',
  recommendation: 'Do it now, or open an issue and name it in the comment.',
  confidence: 0.75,
  check(view) {
    return view.files.flatMap((file) => {
      if (file.language === undefined || file.category === 'generated' || file.category === 'docs') return []
      if (isForShow(file.path)) return []
      const before = [...file.removed].filter((text) => MARK.test(text)).map(plain)
      return file.added.flatMap(({ line, comment }) => {
        const mark = MARK.exec(comment)?.[1]
        if (mark === undefined || TRACKED.test(comment) || before.includes(plain(line.text))) return []
        return [
          {
            message: `Left open: ${comment
              .slice(comment.indexOf(mark))
              .replace(/\s*\*+\/?\s*$/, '')
              .trim()}`,
            file,
            line,
            ...(mark === 'TODO' ? {} : { severity: 'low' as const }),
          },
        ]
      })
    })
  },
}

/** Upper case, at the start of a comment's text: a word in a sentence is no mark. */
const MARK = /(?:^[\s*!/#-]*|[([]\s*)(TODO|FIXME|HACK|XXX)\b(?![-_/.])/
const TRACKED = /#\d+|\b[A-Z]{2,10}-\d+\b|https?:\/\//

function plain(text: string): string {
  return text.replaceAll(/[\s*/#]+/g, '')
}
