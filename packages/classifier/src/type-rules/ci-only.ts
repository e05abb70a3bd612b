import type { TypeRule } from '../type-rule.ts'

/** Nothing but CI and release pipelines changed. */
export const ciOnly: TypeRule = {
  id: 'ci_only',
  title: 'Only CI files were changed',
  judge: ({ files }) => {
    if (files.length === 0 || !files.every((file) => file.category === 'ci')) return undefined
    return {
      type: 'devops',
      confidence: 0.85,
      detail: `all ${files.length} changed files belong to CI`,
      seen: files.map((file) => file.source),
    }
  },
}
