import { fileCategory } from '@ses/model'
import { textOf } from '../evidence.ts'
import type { RiskRule } from '../risk-rule.ts'

/** Points grow with the number of files and lines, to a ceiling: from 20 on nobody reviews with care. */
const STEPS: readonly { readonly files: number; readonly lines: number; readonly points: number }[] = [
  { files: 60, lines: 4000, points: 36 },
  { files: 30, lines: 1800, points: 26 },
  { files: 15, lines: 800, points: 17 },
  { files: 6, lines: 250, points: 8 },
]

/** How much of the project changed; lock files, generated files, documents and assets are not counted. */
export const changeSize: RiskRule = {
  id: 'change_size',
  title: 'The change is large',
  judge: ({ changes = [] }) => {
    const counted = changes.filter((change) => !['generated', 'asset', 'docs', 'dependency'].includes(fileCategory(textOf(change.path))))
    const lines = counted.reduce((sum, change) => sum + (change.addedLines ?? 0) + (change.removedLines ?? 0), 0)
    const step = STEPS.find((each) => counted.length >= each.files || lines >= each.lines)
    if (step === undefined) return []
    return [{ points: step.points, detail: `${counted.length} files, ${lines} changed lines`, seen: counted.map((change) => change.path) }]
  },
}
