import type { RiskRule } from '../risk-rule.ts'

/** Points per file and per changed line, each to a ceiling: past it nobody reviews with care anyway. */
const PER_FILE = 1.2
const MOST_FOR_FILES = 18
const PER_LINE = 1 / 50
const MOST_FOR_LINES = 24
/** A smaller change is no reason to look twice. */
const LEAST = 4

/** How much of the project changed; lock files, generated files, documents and assets are not counted. */
export const changeSize: RiskRule = {
  id: 'change_size',
  title: 'The change is large',
  judge: ({ changes }) => {
    const counted = changes.filter((change) => !['generated', 'asset', 'docs', 'dependency'].includes(change.category))
    const lines = counted.reduce((sum, change) => sum + (change.addedLines ?? 0) + (change.removedLines ?? 0), 0)
    const points = Math.round(
      Math.min(MOST_FOR_FILES, counted.length * PER_FILE) + Math.min(MOST_FOR_LINES, lines * PER_LINE),
    )
    if (points < LEAST) return []
    return [
      { points, detail: `${counted.length} files, ${lines} changed lines`, seen: counted.map((change) => change.path) },
    ]
  },
}
