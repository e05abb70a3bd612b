import { type CheckKind, commandKinds, parseShell, type Session, walkSessions } from '@ses/model'

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
  /** Command of the last run, without what else stood on its line. */
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
          ...(event.command === undefined ? {} : { command: partOf(event.command, kind) }),
        })
      }
    }
  }
  return ORDER.flatMap((kind) => tallies.get(kind) ?? [])
}

/** The part of a shell line that runs the check; the line when none can be told. */
function partOf(line: string, kind: CheckKind): string {
  for (const { words } of parseShell(line)) {
    const part = words.join(' ')
    if (part.length < 2000 && commandKinds(part).includes(kind)) return part
  }
  return line
}
