import type { ReviewRule, RuleHit } from '../review-rule.ts'

/** Tests that are gone. */
export const testsRemoved: ReviewRule = {
  id: 'test_removed',
  title: 'Tests were removed',
  description:
    'A deleted test file, or a changed one with fewer test cases than before. Left alone: tests that moved to another file of the diff.',
  category: 'test-gap',
  severity: 'medium',
  recommendation: 'Make sure that what they covered is gone too, or is covered elsewhere.',
  confidence: 0.75,
  check(view) {
    const tests = view.files.filter(({ category }) => category === 'test')
    const titles = new Set(tests.flatMap(({ added }) => added.flatMap(({ text }) => titleOf(text) ?? [])))
    return tests.flatMap((file): RuleHit[] => {
      const removed = file.diff.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'removed')
      const gone = removed.filter(({ text }) => {
        const title = titleOf(text)
        return title !== undefined && !titles.has(title)
      })
      if (file.diff.status === 'deleted') {
        // Where the tests went cannot be told of a file whose lines are not on record.
        if (removed.length > 0 && gone.length === 0) return []
        const line = gone[0]
        return [
          {
            message: `${file.path} was deleted${gone.length > 0 ? ` with ${cases(gone.length)}` : ''}.`,
            file,
            subject: 'deleted',
            ...(line === undefined ? {} : { line }),
          },
        ]
      }
      const made = file.added.filter(({ text }) => titleOf(text) !== undefined).length
      const [first] = gone
      if (first === undefined || gone.length <= made) return []
      return [{ message: `${cases(gone.length)} went and ${made === 0 ? 'none' : made} came.`, file, line: first }]
    })
  },
}

function cases(count: number): string {
  return count === 1 ? 'One test case' : `${count} test cases`
}

const CASE =
  /^\s*(?:(?:it|test)(?:\.\w+)*\(\s*(['"`].{1,200}?['"`])|(?:async\s+)?def (test_\w+)|func (Test\w+)\(|(?:public |async )*(?:void|Task) (test\w+|\w+Test)\()/

function titleOf(text: string): string | undefined {
  const match = CASE.exec(text.slice(0, 400))
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4]
}
