import type { DiffLine } from '../diff/diff.ts'
import type { ReviewRule, RuleHit } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Tests that are gone. */
export const testsRemoved: ReviewRule = {
  id: 'test_removed',
  title: 'Tests were removed',
  description:
    'A deleted test file, or test cases that went without as many coming. Left alone: tests that moved, and as many new ones in the same change.',
  category: 'test-gap',
  severity: 'medium',
  recommendation: 'Make sure that what they covered is gone too, or is covered elsewhere.',
  confidence: 0.75,
  check(view) {
    const tests = view.files.filter(({ category }) => category === 'test')
    const titles = new Set(tests.flatMap(({ added }) => added.flatMap(({ text }) => titleOf(text) ?? [])))
    const old = new Set(tests.flatMap(({ removed }) => [...removed].flatMap((text) => titleOf(text) ?? [])))
    // A case with a new name may be an old one in new words, in whichever file.
    const made = [...titles].filter((title) => !old.has(title)).length
    const went = [...old].filter((title) => !titles.has(title)).length
    const lost = tests.flatMap((file): Lost[] => {
      const removed = file.diff.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'removed')
      const gone = removed.filter(({ text }) => {
        const title = titleOf(text)
        return title !== undefined && !titles.has(title)
      })
      const isSilent = file.diff.status === 'deleted' && removed.length === 0
      return gone.length > 0 || isSilent ? [{ file, line: gone[0], isSilent }] : []
    })
    return lost.flatMap(({ file, line, isSilent }): RuleHit[] => {
      // Of a deleted file whose lines are not on record, nothing else tells.
      if (isSilent) return [{ message: `${file.path} was deleted.`, file, subject: 'deleted' }]
      if (went <= made || lost.find((other) => !other.isSilent)?.file !== file) return []
      const message = `${went === 1 ? 'One test case' : `${went} test cases`} went and ${made === 0 ? 'none' : made} came.`
      return [{ message, file, ...(line === undefined ? {} : { line }), ...(made === 0 ? {} : { severity: 'low' }) }]
    })
  },
}

interface Lost {
  readonly file: ViewedFile
  /** The first test case that is gone. */
  readonly line: DiffLine | undefined
  readonly isSilent: boolean
}

const CASE =
  /^\s*(?:(?:it|test)(?:\.\w+)*\(\s*(['"`].{1,200}?['"`])|(?:async\s+)?def (test_\w+)|func (Test\w+)\(|(?:public |async )*(?:void|Task) (test\w+|\w+Test)\()/

function titleOf(text: string): string | undefined {
  const match = CASE.exec(text.slice(0, 400))
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4]
}
