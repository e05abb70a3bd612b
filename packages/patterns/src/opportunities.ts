import { type Session, type ToolCallEvent, walkSessions } from '@ses/model'
import { checkRunsOf } from './check-runs.ts'
import { changesCode, isRead, isSearch, isWrite } from './tool-call-class.ts'

/** What a behaviour is counted against. `editing_turns` are prompts that led to edits of source files or tests, `verified_turns` those that then ended in a passing check. */
export type Opportunity =
  | 'calls'
  | 'searches'
  | 'reads'
  | 'edits'
  | 'shell_calls'
  | 'replies'
  | 'turns'
  | 'editing_turns'
  | 'verified_turns'

/** How many chances for each kind of behaviour a session gave. */
export type Opportunities = Readonly<Record<Opportunity, number>>

/** Counts the opportunities of a session and its sub-agents' sessions; linear in their events. */
export function opportunitiesOf(session: Session): Opportunities {
  const sum: Record<Opportunity, number> = {
    calls: 0,
    searches: 0,
    reads: 0,
    edits: 0,
    shell_calls: 0,
    replies: 0,
    turns: 0,
    editing_turns: 0,
    verified_turns: 0,
  }
  for (const part of walkSessions(session)) addSession(sum, part)
  return sum
}

function addSession(sum: Record<Opportunity, number>, session: Session): void {
  let edited = false
  let passed: boolean | undefined
  const endTurn = (): void => {
    if (edited) sum.editing_turns += 1
    if (edited && passed === true) sum.verified_turns += 1
    edited = false
    passed = undefined
  }
  for (const event of session.events) {
    if (event.type === 'prompt' && event.queued !== true) {
      endTurn()
      sum.turns += 1
    } else if (event.type === 'reply') sum.replies += 1
    else if (event.type === 'tool') {
      addCall(sum, event)
      if (event.outcome === 'ok' && event.files.some(changesCode)) edited = true
      for (const check of checkRunsOf(event)) passed = check.ok ?? (event.outcome === 'ok' || undefined)
    }
  }
  endTurn()
}

function addCall(sum: Record<Opportunity, number>, call: ToolCallEvent): void {
  sum.calls += 1
  if (isSearch(call)) sum.searches += 1
  if (isRead(call)) sum.reads += 1
  if (isWrite(call)) sum.edits += 1
  if (call.action === 'shell') sum.shell_calls += 1
}
