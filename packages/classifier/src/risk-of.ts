import type { Session } from '@ses/model'
import { type Changes, changesOfFacts } from './changes-of.ts'
import { classifyRisk, type Risk } from './classify-risk.ts'
import type { Sourced } from './evidence.ts'
import { isChange, projectPath } from './project-path.ts'
import type { RiskChange, RiskCheck, RiskInput, RiskOptions } from './risk-input.ts'
import { type Call, factsOf, type SessionFacts } from './session-facts.ts'

/** The risk of a whole session, sub-agents included. */
export function riskOf(session: Session, options: RiskOptions = {}): Risk {
  const facts = factsOf(session)
  return classifyRisk(riskInputOf(facts, changesOfFacts(facts), facts.calls), options)
}

/** The risk input of some calls and what they changed; texts and modes are those of the events in `facts`. */
export function riskInputOf(
  facts: Pick<SessionFacts, 'session' | 'prompts'>,
  changes: Changes,
  calls: readonly Call[],
): RiskInput {
  const texts: Sourced[] = facts.prompts.map((prompt) => ({ text: prompt.text, event: prompt.id }))
  const commands: Sourced[] = []
  const modes: Sourced[] = []
  for (const { call, event } of calls) {
    if (call.command !== undefined && call.outcome !== 'denied') commands.push({ text: call.command, event })
    for (const text of [call.command, call.input, call.output]) if (text !== undefined) texts.push({ text, event })
  }
  for (const event of facts.session.events) {
    if (event.type === 'lifecycle' && event.phase === 'mode' && event.detail !== undefined)
      modes.push({ text: event.detail, event: event.id })
  }
  return { changes: riskChangesOf(changes, calls), commands, texts, modes, checks: checksOf(changes, calls) }
}

/** One entry per file, and one more per recorded edit of a file, which carries the texts. */
function riskChangesOf(changes: Changes, calls: readonly Call[]): RiskChange[] {
  const byPath = new Map<string, { added: string; removed: string }>()
  for (const { call } of calls) {
    for (const touch of call.files) {
      if (touch.after === undefined || !isChange(touch)) continue
      const path = projectPath(touch)
      const texts = byPath.get(path) ?? { added: '', removed: '' }
      if (texts.added.length < 100_000) texts.added += `${touch.after}\n`
      if (texts.removed.length < 100_000) texts.removed += `${touch.before ?? ''}\n`
      byPath.set(path, texts)
    }
  }
  return changes.files
    .filter((file) => !(file.deleted && file.born))
    .map((file) => ({
      path: { text: file.path, event: file.events[0] ?? '' },
      deleted: file.deleted && !file.born,
      addedLines: file.addedLines,
      removedLines: file.removedLines,
      ...byPath.get(file.path),
    }))
}

const VERIFYING: ReadonlySet<string> = new Set(['test', 'build', 'typecheck', 'lint'])

function checksOf(changes: Changes, calls: readonly Call[]): RiskCheck[] {
  const sources = new Set(changes.files.filter((file) => file.category === 'source').map((file) => file.path))
  const checks: { kind: string; ok?: boolean; skipped?: number; event: string; stale?: boolean }[] = []
  for (const { call, event } of calls) {
    if (call.files.some((touch) => isChange(touch) && sources.has(projectPath(touch)))) {
      for (const check of checks) check.stale = true
    }
    const reported = call.checks ?? []
    for (const check of reported) {
      checks.push({
        kind: check.kind,
        ...(check.ok === undefined ? {} : { ok: check.ok }),
        ...(check.skipped === undefined ? {} : { skipped: check.skipped }),
        event,
      })
    }
    for (const kind of call.commandKinds ?? []) {
      if (!VERIFYING.has(kind) || reported.some((check) => check.kind === kind)) continue
      checks.push({ kind, ...(call.outcome === 'ok' && call.background !== true ? { ok: true } : {}), event })
    }
  }
  return checks
}
