import type { FileCategory } from '@ses/model'
import type { SessionType } from '../session-type.ts'
import type { TypeCue } from '../type-cue.ts'

const TYPES: readonly (readonly [FileCategory, SessionType, number])[] = [
  ['test', 'test', 1.6],
  ['docs', 'docs', 2.2],
  ['ci', 'devops', 2.4],
  ['config', 'config', 1.8],
  ['dependency', 'upgrade', 1.2],
]

/** Most of what a session changed is of one category; source files say nothing by themselves. */
export const weightOfChanges: TypeCue = {
  id: 'weight_of_changes',
  title: 'Most changed files are of one category',
  judge: ({ files, isSession }) => {
    if (!isSession || files.length === 0) return []
    return TYPES.flatMap(([category, type, weight]) => {
      const own = files.filter((file) => file.category === category)
      const lines = files.reduce((sum, file) => sum + file.lines, 0)
      const byLines = own.reduce((sum, file) => sum + file.lines, 0) / Math.max(1, lines)
      const byFiles = own.length / files.length
      const share = files.some((file) => file.lines === 0) ? byFiles : (byLines + byFiles) / 2
      return byFiles <= 0.5 || share < 0.55
        ? []
        : [
            {
              type,
              weight: weight * share,
              detail: `${own.length} of ${files.length} changed files: ${category}`,
              seen: own.map((file) => file.source),
            },
          ]
    })
  },
}
