import type { FileCategory } from '@ses/model'
import type { RiskRule } from '../risk-rule.ts'

const CATEGORIES: readonly (readonly [FileCategory, number, string])[] = [
  ['migration', 35, 'database migration'],
  ['ci', 18, 'CI'],
  ['dependency', 10, 'dependencies'],
  ['config', 5, 'configuration'],
  ['generated', 4, 'generated files, which a review seldom covers'],
]

/** Kinds of files that reach further than their size. */
export const sensitiveCategories: RiskRule = {
  id: 'sensitive_category',
  title: 'Migrations, CI, dependencies or configuration were changed',
  judge: ({ changes }) =>
    CATEGORIES.flatMap(([category, points, name]) => {
      const own = changes.filter((change) => change.category === category)
      if (own.length === 0) return []
      const named = own.slice(0, 3).map((change) => change.name)
      const more = own.length > named.length ? ` and ${own.length - named.length} more` : ''
      return [{ points, detail: `${name}: ${named.join(', ')}${more}`, seen: own.map((change) => change.path) }]
    }),
}
