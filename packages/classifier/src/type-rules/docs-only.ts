import type { TypeRule } from '../type-rule.ts'

/** Nothing but documentation changed. */
export const docsOnly: TypeRule = {
  id: 'docs_only',
  title: 'Only documentation was changed',
  judge: ({ files }) => {
    // A plan or a specification is written for work of another type.
    if (
      files.some((file) =>
        /(?:^|[/_.-])(?:plans?|specs?|designs?|rfcs?|proposals?|todo|tasks?|reviews?)(?:[/_.-]|$)/i.test(file.path),
      )
    )
      return undefined
    if (files.length === 0 || !files.every((file) => file.category === 'docs')) return undefined
    return {
      type: 'docs',
      confidence: 0.9,
      detail: `all ${files.length} changed files are documentation`,
      seen: files.map((file) => file.source),
    }
  },
}
