import type { TypeCue } from '../type-cue.ts'
import { branchName } from './branch-name.ts'
import { closingWords } from './closing-words.ts'
import { investigation } from './investigation.ts'
import { repositoryWork } from './repository-work.ts'
import { securityWords } from './security-words.ts'
import { statedGoal } from './stated-goal.ts'
import { upgradeCommands } from './upgrade-commands.ts'
import { weightOfChanges } from './weight-of-changes.ts'

/** All type cues; their weights add up. */
export const typeCues: readonly TypeCue[] = [
  statedGoal,
  securityWords,
  investigation,
  repositoryWork,
  upgradeCommands,
  weightOfChanges,
  closingWords,
  branchName,
]
