import type { ReviewRule } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Tests that no longer run. */
export const skippedTests: ReviewRule = {
  id: 'skipped_test',
  title: 'A test was switched off',
  description:
    'A test marked to be skipped, or one marked to be the only one to run, among the added lines. Left alone: skipping under a condition.',
  category: 'test-gap',
  severity: 'medium',
  recommendation: 'Make it run again, or delete it and say why.',
  confidence: 0.9,
  check(view) {
    return view.files.flatMap((file) => {
      if (file.category !== 'test' || file.language === undefined) return []
      const { id } = file.language
      return file.added.flatMap(({ line, code }) => {
        if (ONLY[id]?.test(code) === true) {
          return [
            {
              title: 'Only one test runs',
              message: 'All other tests of this file are left out.',
              file,
              line,
              severity: 'high' as const,
              recommendation: 'Remove the mark.',
            },
          ]
        }
        if (SKIP[id]?.test(code) !== true || isConditional(file, line.text)) return []
        // A suite that was skipped before is no news.
        if (file.removed.has(line.text.trim())) return []
        return [{ message: 'This test is skipped from now on.', file, line }]
      })
    })
  },
}

const SKIP: Readonly<Record<string, RegExp>> = {
  js: /(?:^|[^\w.])(?:describe|it|test|suite|context)\.(?:skip|todo\.skip)\(|^\s*x(?:it|describe|test)\(\s*['"`].*(?:=>|function\b|,\s*$)/,
  python: /^\s*@(?:pytest\.mark\.skip\b|unittest\.skip\()/,
  go: /^\s*t\.Skip(?:f|Now)?\(/,
  rust: /#\[ignore\b/,
  jvm: /^\s*@(?:Disabled|Ignore)\b/,
  dotnet: /\[(?:Ignore|Fact\(Skip)/,
  ruby: /^\s*(?:xit|xdescribe|xcontext)\s/,
  php: /->markTestSkipped\(/,
  swift: /throw XCTSkip\(/,
}

const ONLY: Readonly<Record<string, RegExp>> = {
  js: /(?:^|[^\w.])(?:describe|it|test|suite|context)\.only\(|^\s*f(?:it|describe)\(\s*['"`].*(?:=>|function\b|,\s*$)/,
  ruby: /^\s*(?:fit|fdescribe|fcontext)\s/,
}

/** A skip whose line or the one above begins with a condition. */
function isConditional(file: ViewedFile, text: string): boolean {
  if (/\bif\b|skipIf|skipif|\?/.test(text)) return true
  const at = file.lines.findIndex(({ line }) => line.text === text)
  const above = file.lines
    .slice(Math.max(0, at - 2), at)
    .map(({ code }) => code)
    .join(' ')
  return /\b(?:if|catch|except|switch|case|else)\b/.test(above)
}
