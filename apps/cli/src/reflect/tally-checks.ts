import type { CheckKind, Session } from '@ses/model'
import { walkSessions } from '@ses/model'

/** All runs of one kind of check, sub-agents' too. */
export interface CheckTally {
  readonly kind: CheckKind
  readonly runs: number
  /** Runs that are known to have failed. */
  readonly failed: number
  /** Of the last run; absent when it is not told. */
  readonly lastOk?: boolean
  /** Numbers of the last run that gave any. */
  readonly passedTests?: number
  readonly failedTests?: number
  /** Command of the last run. */
  readonly command?: string
}

const ORDER: readonly CheckKind[] = ['test', 'build', 'typecheck', 'lint', 'format']

/** Counts the checks of a session by kind. */
export function tallyChecks(session: Session): CheckTally[] {
  const tallies = new Map<CheckKind, CheckTally>()
  for (const part of walkSessions(session)) {
    for (const event of part.events) {
      if (event.type !== 'tool') continue
      for (const { kind, ok, passed, failed } of event.checks ?? []) {
        const before = tallies.get(kind)
        tallies.set(kind, {
          kind,
          runs: (before?.runs ?? 0) + 1,
          failed: (before?.failed ?? 0) + (ok === false ? 1 : 0),
          ...(ok === undefined ? {} : { lastOk: ok }),
          ...(passed === undefined ? {} : { passedTests: passed }),
          ...(failed === undefined ? {} : { failedTests: failed }),
          ...(event.command === undefined ? {} : { command: event.command }),
        })
      }
    }
  }
  return ORDER.flatMap((kind) => tallies.get(kind) ?? [])
}
