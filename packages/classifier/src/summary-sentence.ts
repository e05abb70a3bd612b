import type { Outcome } from './outcome-of.ts'
import type { SessionType } from './session-type.ts'

const DONE: Readonly<Record<SessionType, string>> = {
  bugfix: 'Fixed',
  feature: 'Added',
  refactor: 'Refactored',
  debug: 'Investigated',
  test: 'Tested',
  docs: 'Documented',
  devops: 'Maintained',
  upgrade: 'Upgraded',
  config: 'Configured',
  style: 'Polished',
  security: 'Secured',
  perf: 'Sped up',
}

/** One sentence on a session, as in summary.json: `Fixed: Fix authentication timeout issue`. An unfinished session is not called done. */
export function summarySentence(type: SessionType, intent: string, outcome?: Outcome): string {
  const goal = intent === '' ? 'no request was recorded' : intent
  const sure = (outcome?.confidence ?? 0) >= 0.65
  if (sure && outcome?.state === 'errored') return `Failed: ${goal}`
  if (sure && outcome?.state === 'abandoned') return `Abandoned: ${goal}`
  return `${DONE[type]}: ${goal}`
}
