import type { CheckKind, CheckResult, ToolCallEvent } from '@ses/model'

const KINDS: readonly CheckKind[] = ['test', 'build', 'lint', 'typecheck', 'format']

/** The checks a call ran: those with a verdict on record, and without one those that its command says it ran. */
export function checkRunsOf(call: ToolCallEvent): readonly CheckResult[] {
  const recorded = call.checks ?? []
  if (call.outcome === 'denied' || call.commandKinds === undefined) return recorded
  const silent = KINDS.filter(
    (kind) => call.commandKinds?.includes(kind) === true && !recorded.some((check) => check.kind === kind),
  )
  return silent.length === 0 ? recorded : [...recorded, ...silent.map((kind): CheckResult => ({ kind }))]
}

/** True when a call ran a check that passed; without a recorded verdict the call's own outcome decides. */
export function passed(call: ToolCallEvent, kinds: readonly CheckKind[]): boolean {
  return checkRunsOf(call).some((check) => kinds.includes(check.kind) && (check.ok ?? call.outcome === 'ok'))
}
