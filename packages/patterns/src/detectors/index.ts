import type { Detector } from '../detector.ts'
import { bashOveruse } from './bash-overuse.ts'
import { errorRate } from './error-rate.ts'
import { errorStreak } from './error-streak.ts'
import { lowReadRatio } from './low-read-ratio.ts'
import { missedParallelism } from './missed-parallelism.ts'
import { repeatedSearches } from './repeated-searches.ts'
import { scatteredFiles } from './scattered-files.ts'
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
]
