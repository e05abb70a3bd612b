import type { ReviewRule } from '../review-rule.ts'
import { checksDisabled } from './checks-disabled.ts'
import { ciAndPermissions } from './ci-and-permissions.ts'
import { commentedCode } from './commented-code.ts'
import { conflictMarkers } from './conflict-markers.ts'
import { debugPrints } from './debug-prints.ts'
import { dependencyLock } from './dependency-lock.ts'
import { destructiveCommands } from './destructive-commands.ts'
import { failingLastTest } from './failing-last-test.ts'
import { filesWithoutTests } from './files-without-tests.ts'
import { largeChange } from './large-change.ts'
import { migrations } from './migrations.ts'
import { riskyFiles } from './risky-files.ts'
import { scopeDrift } from './scope-drift.ts'
import { secretsInDiff } from './secrets-in-diff.ts'
import { skippedTests } from './skipped-tests.ts'
import { testsNotRun } from './tests-not-run.ts'
import { testsRemoved } from './tests-removed.ts'
import { todoAdded } from './todo-added.ts'
import { unsafeCode } from './unsafe-code.ts'
import { unverifiedClaims } from './unverified-claims.ts'

/** All rules; the order does not matter for the findings. */
export const rules: readonly ReviewRule[] = [
  failingLastTest,
  testsNotRun,
  filesWithoutTests,
  testsRemoved,
  skippedTests,
  unverifiedClaims,
  secretsInDiff,
  unsafeCode,
  conflictMarkers,
  debugPrints,
  todoAdded,
  commentedCode,
  checksDisabled,
  migrations,
  dependencyLock,
  ciAndPermissions,
  riskyFiles,
  largeChange,
  scopeDrift,
  destructiveCommands,
]
