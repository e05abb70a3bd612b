import type { RiskRule } from '../risk-rule.ts'
import { changeSize } from './change-size.ts'
import { destructiveCommands } from './destructive-commands.ts'
import { failingChecks } from './failing-checks.ts'
import { permissionBypass } from './permission-bypass.ts'
import { secretsSeen } from './secrets-seen.ts'
import { sensitiveCategories } from './sensitive-categories.ts'
import { sensitivePaths } from './sensitive-paths.ts'
import { skippedTests } from './skipped-tests.ts'
import { unverifiedCode } from './unverified-code.ts'

/** All risk rules. */
export const riskRules: readonly RiskRule[] = [
  sensitivePaths,
  sensitiveCategories,
  changeSize,
  destructiveCommands,
  secretsSeen,
  failingChecks,
  skippedTests,
  unverifiedCode,
  permissionBypass,
]
