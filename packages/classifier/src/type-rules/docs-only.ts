import type { TypeRule } from '../type-rule.ts'

/** Nothing but documentation changed. */
export const docsOnly: TypeRule = {
  id: 'docs_only',
  title: 'Only documentation was changed',
  judge: ({ files }) => {
    if (files.length === 0 || !files.every((file) => file.category === 'docs')) return undefined
    return { type: 'docs', confidence: 0.9, detail: `all ${files.length} changed files are documentation`, seen: files.map((file) => file.source) }
  },
}
