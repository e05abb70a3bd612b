import { isForShow } from '../place-of-code.ts'
import { addedCode, isProductionCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** New behaviour that no test in the diff speaks of. */
export const filesWithoutTests: ReviewRule = {
  id: 'files_without_tests',
  title: 'Code changed without its tests',
  description:
    'Files with a fair amount of new code, in a change without tests. Left alone: declarations, entry points, scripts, and files with tests inside.',
  category: 'test-gap',
  severity: 'low',
  recommendation: 'Add tests for the new behaviour, or say where it is covered.',
  confidence: 0.75,
  check(view) {
    // Where tests changed, those of another name may well cover it.
    if (view.files.some(({ category }) => category === 'test')) return []
    const untested = view.files.filter((file) => {
      if (
        !isProductionCode(file) ||
        isForShow(file.path) ||
        file.diff.status === 'deleted' ||
        UNTESTED_BY_NATURE.test(file.path)
      )
        return false
      const size = addedCode(file).length
      if (size < (file.diff.status === 'added' ? NEW_LINES : CHANGED_LINES)) return false
      return !file.lines.some(({ code }) => TEST_INSIDE.test(code))
    })
    const [first] = [...untested].sort((a, b) => addedCode(b).length - addedCode(a).length)
    if (first === undefined) return []
    const line = addedCode(first)[0]?.line
    const names = untested.map(({ path }) => path)
    return [
      {
        message: `${listed(names)} gained ${total(untested)} lines of code, and no test changed.`,
        file: first,
        ...(line === undefined ? {} : { line }),
        subject: names.join('\n'),
        ...(total(untested) > MUCH ? { severity: 'medium' as const } : {}),
      },
    ]
  },
}

const NEW_LINES = 15
const CHANGED_LINES = 25
/** New lines that are too many to ship untested. */
const MUCH = 100

const UNTESTED_BY_NATURE =
  /\.d\.[cm]?ts$|(?:^|\/)(?:index|main|__init__|__main__|app|layout|types?|constants?|config|settings|setup)\.\w+$|(?:^|\/)(?:scripts?|examples?|demos?|types|typings|benchmarks?|stories|playground)\/|\.stories\.\w+$|\.(?:sql|sh|bash|css|h|hpp|proto)$/i

const TEST_INSIDE = /#\[(?:cfg\(test\)|test|tokio::test)\]|import\.meta\.vitest/

function total(files: readonly ViewedFile[]): number {
  return files.reduce((sum, file) => sum + addedCode(file).length, 0)
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length <= 3 ? shown : `${shown} and ${names.length - 3} more`
}
