import type { TypeRule } from '../type-rule.ts'

/** Nothing but tests and their fixtures changed. */
export const testsOnly: TypeRule = {
  id: 'tests_only',
  title: 'Only tests were changed',
  judge: ({ files }) => {
    if (files.length === 0 || !files.every((file) => file.category === 'test')) return undefined
    return {
      type: 'test',
      confidence: 0.75,
      detail: `all ${files.length} changed files are tests`,
      seen: files.map((file) => file.source),
    }
  },
}
