import type { Masked, Session, ToolCallEvent } from '@ses/model'
import type { CompleteSummary } from '@ses/schema'
import { oneLine } from './one-line.ts'

const MAX_PLAN_ITEMS = 20

/** What the session left undone, one line each, as far as its end and its last plan tell. */
export function openItems(session: Session<Masked>, summary: CompleteSummary): string[] {
  const { changes, review_hints: hints, session: facts } = summary
  const items: string[] = []
  const last = session.events.findLast((event) => event.type !== 'lifecycle' && event.type !== 'context')
  if (last?.type === 'prompt') items.push(`The last prompt was not answered: ${oneLine(last.text, 200)}`)
  if (last?.type === 'tool' && last.outcome === 'interrupted') items.push('The last call was interrupted.')
  if (last?.type === 'tool' && last.outcome === 'pending') items.push('The last call has no recorded result.')
  for (const [kind, call] of lastFailedChecks(session)) {
    items.push(`The last ${kind} run failed${call.command === undefined ? '' : `: \`${oneLine(call.command, 120)}\``}`)
  }
  if (changes.files.length > 0 && facts.commits.length === 0) items.push('No commit was made for the changes.')
  if (changes.files.length > 0 && !hints.tests_run) items.push('No tests were run.')
  for (const { text, status } of planOf(session))
    items.push(`Plan, ${status.replaceAll('_', ' ')}: ${oneLine(text, 160)}`)
  return items
}

function lastFailedChecks(session: Session<Masked>): [string, ToolCallEvent<Masked>][] {
  const last = new Map<string, { ok: boolean; call: ToolCallEvent<Masked> }>()
  for (const event of session.events) {
    if (event.type !== 'tool') continue
    for (const { kind, ok } of event.checks ?? []) if (ok !== undefined) last.set(kind, { ok, call: event })
  }
  return [...last].flatMap(([kind, { ok, call }]) => (ok ? [] : [[kind, call]]))
}

interface PlanItem {
  readonly text: string
  readonly status: string
}

/** Items of the last plan that are not done. */
function planOf(session: Session<Masked>): PlanItem[] {
  const call = session.events.findLast(
    (event) => event.type === 'tool' && event.action === 'plan' && event.input !== undefined,
  )
  if (call?.type !== 'tool' || call.input === undefined) return []
  let value: unknown
  try {
    value = JSON.parse(call.input)
  } catch {
    return []
  }
  const list = Object.values((value ?? {}) as Record<string, unknown>).find((each) => Array.isArray(each))
  return ((list ?? []) as unknown[]).flatMap(planItem).slice(0, MAX_PLAN_ITEMS)
}

/** `{ content, status }` of Claude Code, `{ step, status }` of Codex, and their like. */
function planItem(value: unknown): PlanItem[] {
  if (typeof value !== 'object' || value === null) return []
  const { content, step, title, subject, text, status } = value as Record<string, unknown>
  const words = [content, step, title, subject, text].find((each) => typeof each === 'string')
  if (words === undefined || typeof status !== 'string' || /^(?:completed?|done|cancelled)$/i.test(status)) return []
  return [{ text: words as string, status }]
}
