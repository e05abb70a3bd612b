import type { TypeRule } from '../type-rule.ts'

/** Nothing but manifests and lock files changed. */
export const dependenciesOnly: TypeRule = {
  id: 'dependencies_only',
  title: 'Only dependency manifests or lock files were changed',
  judge: ({ files }) => {
    if (files.length === 0 || !files.every((file) => file.category === 'dependency')) return undefined
    return {
      type: 'upgrade',
      confidence: 0.8,
      detail: `all ${files.length} changed files declare dependencies`,
      seen: files.map((file) => file.source),
    }
  },
}
