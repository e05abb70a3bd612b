import type { CodeLine } from './code-lines.ts'
import type { ViewedFile } from './review-view.ts'

/** True for code that ships: no test, no configuration, no markup, not generated. */
export function isProductionCode({ category, language, path }: ViewedFile): boolean {
  return category === 'source' && language !== undefined && language.id !== 'data' && !TEST_SUPPORT.test(path)
}

/** Helpers of tests: `e2e_test/env.go`, `testutil.py`, `test-helpers/`. */
const TEST_SUPPORT = /(?:^|[/_.-])tests?(?:[_-]?(?:utils?|helpers?|env|support|kit|lib))?[/.]/i

/** Added lines that do something: no blank ones, comments, lone brackets or imports. */
export function addedCode(file: ViewedFile): CodeLine[] {
  return file.added.filter(({ code }) => /[A-Za-z0-9]/.test(code) && !IMPORT.test(code))
}

/** Removed lines that are more than blanks and brackets. */
export function removedCode(file: ViewedFile): string[] {
  return [...file.removed].filter((text) => /[A-Za-z0-9]/.test(text) && !/^(?:\/\/|#|\/?\*|--)/.test(text))
}

const IMPORT = /^\s*(?:import\b|from\s+\S+\s+import\b|use\s+[\w:]|#include\b|package\s+\w|using\s+[\w.]+;|export\s+\{)/
