import type { Session } from '@ses/model'
import { type Changes, changesOfFacts } from './changes-of.ts'
import { filesWithoutTests } from './files-without-tests.ts'
import { isChange, projectPath } from './project-path.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'

/** What a reviewer should know before reading the diff; keys as in summary.json. */
export interface ReviewHints {
  /** At least one test run, whatever its result. */
  readonly tests_run: boolean
  /** The last test run passed and no source, test, dependency or migration file changed after it. */
  readonly tests_passed: boolean
  /** The last build or type check passed and no such file changed after it. */
  readonly build_verified: boolean
  /** The last lint run passed. */
  readonly lint_passed: boolean
  /** Changed source files for which no test file was changed, read or run, by the convention of their language. */
  readonly files_without_tests: readonly string[]
  /** More than 15 files or 500 changed lines outside generated files, lock files and assets. */
  readonly large_change: boolean
  readonly config_changed: boolean
  readonly migration_added: boolean
  readonly dependencies_changed: boolean
  readonly ci_changed: boolean
  readonly files_deleted: readonly string[]
  /** Abbreviated or full names of commits that the session made. */
  readonly commits: readonly string[]
}

const LARGE_FILES = 15
const LARGE_LINES = 500

/** Collects the hints from the calls of a session and its sub-agents. */
export function reviewHints(session: Session): ReviewHints {
  const facts = factsOf(session)
  return reviewHintsOfFacts(facts, changesOfFacts(facts))
}

/** As `reviewHints`, from facts and changes already gathered. */
export function reviewHintsOfFacts(facts: SessionFacts, changes: Changes): ReviewHints {
  const kept = changes.files.filter((file) => !file.deleted)
  const counted = changes.files.filter((file) => !UNCOUNTED.has(file.category))
  const lines = counted.reduce((sum, file) => sum + file.addedLines + file.removedLines, 0)
  const has = (category: string): boolean => changes.files.some((file) => file.category === category)
  const state = checkState(facts, changes)
  return {
    tests_run: state.testRuns > 0,
    tests_passed: state.test,
    build_verified: state.build,
    lint_passed: state.lint,
    files_without_tests: filesWithoutTests(facts, changes),
    large_change: counted.length > LARGE_FILES || lines > LARGE_LINES,
    config_changed: has('config'),
    migration_added: kept.some(
      (file) =>
        file.category === 'migration' && (file.operations.includes('create') || file.operations.includes('write')),
    ),
    dependencies_changed: has('dependency'),
    ci_changed: has('ci'),
    files_deleted: changes.files.filter((file) => file.deleted && !file.born).map((file) => file.path),
    commits: [...new Set(facts.calls.flatMap(({ call }) => call.commits ?? []).map((commit) => commit.sha))],
  }
}

const UNCOUNTED: ReadonlySet<string> = new Set(['generated', 'dependency', 'asset'])
/** Categories whose change makes an earlier test or build result stale. */
const INVALIDATES: ReadonlySet<string> = new Set(['source', 'test', 'dependency', 'migration'])

interface CheckState {
  testRuns: number
  test: boolean
  build: boolean
  lint: boolean
}

function checkState(facts: SessionFacts, changes: Changes): CheckState {
  const state: CheckState = { testRuns: 0, test: false, build: false, lint: false }
  const invalidating = new Set(changes.files.filter((file) => INVALIDATES.has(file.category)).map((file) => file.path))
  for (const { call } of facts.calls) {
    const kinds = call.commandKinds ?? []
    if (call.files.some((touch) => isChange(touch) && invalidating.has(projectPath(touch)))) {
      state.test = false
      state.build = false
    }
    const result = (kind: string): boolean | undefined => {
      const checks = call.checks?.filter((check) => check.kind === kind) ?? []
      if (checks.length > 0) return checks.every((check) => check.ok ?? call.outcome === 'ok')
      return kinds.some((own) => own === kind) ? call.outcome === 'ok' && call.background !== true : undefined
    }
    const test = result('test')
    if (test !== undefined && call.outcome !== 'denied') {
      state.testRuns += 1
      state.test = test
    }
    const build = result('build') ?? result('typecheck')
    if (build !== undefined) state.build = build
    const lint = result('lint')
    if (lint !== undefined) state.lint = lint
  }
  return state
}
