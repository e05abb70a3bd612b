import type { Detector } from '../detector.ts'
import { bashOveruse } from './bash-overuse.ts'
import { claimMismatch } from './claim-mismatch.ts'
import { contextPressure } from './context-pressure.ts'
import { destructiveCommand } from './destructive-command.ts'
import { editChurn } from './edit-churn.ts'
import { editRevert } from './edit-revert.ts'
import { errorRate } from './error-rate.ts'
import { errorStreak } from './error-streak.ts'
import { lowReadRatio } from './low-read-ratio.ts'
import { missedParallelism } from './missed-parallelism.ts'
import { noRetest } from './no-retest.ts'
import { repeatedSearches } from './repeated-searches.ts'
import { retryLoop } from './retry-loop.ts'
import { scatteredFiles } from './scattered-files.ts'
import { scopeDrift } from './scope-drift.ts'
import { secretExposed } from './secret-exposed.ts'
import { writeThenRead } from './write-then-read.ts'
import { writeWithoutRead } from './write-without-read.ts'

/** Every detector, in the order in which findings are listed. */
export const detectors: readonly Detector[] = [
  repeatedSearches,
  writeWithoutRead,
  errorRate,
  errorStreak,
  lowReadRatio,
  bashOveruse,
  writeThenRead,
  scatteredFiles,
  missedParallelism,
  retryLoop,
  editChurn,
  editRevert,
  noRetest,
  claimMismatch,
  scopeDrift,
  destructiveCommand,
  secretExposed,
  contextPressure,
]
