import { addedCode, isProductionCode, removedCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** More than one sitting of review can hold. */
export const largeChange: ReviewRule = {
  id: 'large_change',
  title: 'A large change',
  description:
    'Over 400 changed lines of code or over 25 files of code; tests, generated files and lock files do not count.',
  category: 'maintainability',
  severity: 'low',
  recommendation: 'Split it into changes that can be reviewed one by one, or review it commit by commit.',
  confidence: 0.8,
  check(view) {
    const files = view.files.filter(isProductionCode)
    const sizes = files.map((file) => ({ file, size: addedCode(file).length + removedCode(file).length }))
    const lines = sizes.reduce((sum, { size }) => sum + size, 0)
    if (lines <= MANY_LINES && files.length <= MANY_FILES) return []
    const [largest] = sizes.sort((a, b) => b.size - a.size || (a.file.path < b.file.path ? -1 : 1))
    if (largest === undefined) return []
    const line = addedCode(largest.file)[0]?.line
    const where = ` The largest part is ${largest.file.path} with ${largest.size}.`
    return [
      {
        message: `${lines} lines of code in ${files.length} ${files.length === 1 ? 'file' : 'files'} changed.${files.length > 1 ? where : ''}`,
        file: largest.file,
        ...(line === undefined ? {} : { line }),
        subject: 'large change',
        ...(lines > 3 * MANY_LINES ? { severity: 'medium' as const } : {}),
      },
    ]
  },
}

const MANY_LINES = 400
const MANY_FILES = 25
