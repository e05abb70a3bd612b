import type { Session, SessionEvent } from '@ses/model'
import { type Changes, changesOfFacts } from './changes-of.ts'
import type { Evidence } from './evidence.ts'
import { isChange, projectPath } from './project-path.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'

/** How a session ended. `partial`: something was done, something that was wanted is missing or failing. */
export type OutcomeState = 'completed' | 'partial' | 'abandoned' | 'errored'

/** The verdict on a session's end. */
export interface Outcome {
  readonly state: OutcomeState
  /** 0–1. */
  readonly confidence: number
  /** Signals with their weight: positive speaks for completed, negative against. */
  readonly evidence: readonly Evidence[]
}

/** Tells from the last checks, commits, the user's last words and the last events whether the work was finished. */
export function outcomeOf(session: Session): Outcome {
  const facts = factsOf(session)
  return outcomeOfFacts(facts, changesOfFacts(facts))
}

const PRAISE =
  /(?:^|[\s,.!])(?:thanks|thank you|thx|perfect|great|awesome|excellent|lgtm|looks good|works(?: now| great| well| perfectly)?|nice(?: work| job)?|well done|amazing|brilliant|merci|danke|gracias|谢谢|完美|ありがとう|감사)(?=$|[\s,.!?])/i
const COMPLAINT =
  /\b(?:still (?:not|doesn'?t|does not|fails?|failing|broken|getting|see(?:ing)?|wrong|the same)|(?:doesn'?t|does not|didn'?t|isn'?t|not) (?:work|working|fix|help|right|correct)|that'?s (?:wrong|not)|wrong|you (?:forgot|missed|broke|deleted|didn'?t)|why did you|undo|revert that|broken|same (?:error|issue|problem)|again\?)\b|还是不|不对|まだ/i

/** As `outcomeOf`, from facts and changes already gathered. */
export function outcomeOfFacts(facts: SessionFacts, changes: Changes): Outcome {
  const evidence: Evidence[] = []
  const say = (rule: string, detail: string, weight: number, event?: string): void => {
    evidence.push({ rule, detail, weight, events: event === undefined ? [] : [event] })
  }
  const end = endOf(facts.session.events)
  if (end.apiError !== undefined && !end.replied)
    say('api_error_at_end', 'the session ended in an error of the model service', -3, end.apiError)
  if (end.interrupt !== undefined) say('interrupted_at_end', 'a person interrupted the last turn', -2.5, end.interrupt)
  else if (end.unanswered !== undefined) say('unanswered', 'the last prompt got no answer', -2, end.unanswered)
  else if (end.pending !== undefined)
    say('call_without_result', 'the last call has no recorded result', -1.2, end.pending)
  else if (end.replied) say('final_reply', 'the agent finished with an answer', 1, end.last)
  judgeChecks(facts, changes, say)
  const commit = facts.calls.findLast(({ call }) => (call.commits?.length ?? 0) > 0)
  if (commit !== undefined)
    say('committed', `commit ${commit.call.commits?.[0]?.sha.slice(0, 12) ?? ''}`, 2, commit.event)
  judgeWords(facts, say)
  return verdict(facts, changes, evidence, end)
}

type Say = (rule: string, detail: string, weight: number, event?: string) => void

interface End {
  readonly last?: string
  readonly replied: boolean
  readonly interrupt?: string
  readonly apiError?: string
  readonly unanswered?: string
  readonly pending?: string
}

/** What the last turn came to. */
function endOf(events: readonly SessionEvent[]): End {
  let state: End = { replied: false }
  let started = false
  for (const event of events) {
    switch (event.type) {
      case 'prompt':
        state = { replied: false, unanswered: event.id }
        started = true
        break
      case 'reply':
        if (event.text.trim() !== '') state = { replied: true, last: event.id }
        break
      case 'tool':
        state =
          event.outcome === 'interrupted'
            ? { replied: false, interrupt: event.id }
            : event.outcome === 'pending' && event.background !== true
              ? { replied: false, pending: event.id }
              : { replied: false, last: event.id }
        break
      case 'lifecycle':
        if (event.phase === 'interrupt') state = { replied: false, interrupt: event.id }
        else if (event.phase === 'api_error') state = { ...state, apiError: event.id }
        break
      default:
        break
    }
  }
  return started || state.last !== undefined ? state : { replied: false }
}

function judgeChecks(facts: SessionFacts, changes: Changes, say: Say): void {
  const sources = new Set(changes.files.map((file) => file.path))
  const last = new Map<string, { ok: boolean; event: string; stale: boolean }>()
  for (const { call, event } of facts.calls) {
    if (call.files.some((touch) => isChange(touch) && sources.has(projectPath(touch)))) {
      for (const check of last.values()) check.stale = true
    }
    for (const check of call.checks ?? [])
      if (check.ok !== undefined) last.set(check.kind, { ok: check.ok, event, stale: false })
  }
  const weights: Readonly<Record<string, readonly [number, number]>> = {
    test: [1.6, -2.2],
    build: [1, -2],
    typecheck: [0.7, -1.2],
    lint: [0.3, -0.4],
  }
  for (const [kind, { ok, event, stale }] of last) {
    const [good, bad] = weights[kind] ?? [0, 0]
    if (good === 0) continue
    say(
      ok ? `${kind}_passed` : `${kind}_failed`,
      `the last ${kind} run ${ok ? 'passed' : 'failed'}${stale ? ', changes followed' : ''}`,
      (ok ? good : bad) * (stale ? 0.4 : 1),
      event,
    )
  }
}

/** The last two prompts after the first: thanks and complaints; a complaint that more work followed counts for less. */
function judgeWords(facts: SessionFacts, say: Say): void {
  const later = facts.prompts.slice(1).slice(-2)
  for (const [index, prompt] of later.entries()) {
    const text = prompt.text.slice(0, 400)
    const isLast = index === later.length - 1
    if (COMPLAINT.test(text))
      say('user_complained', 'a late prompt says it is not right', isLast ? -0.9 : -0.4, prompt.id)
    else if (text.length < 200 && PRAISE.test(text))
      say('user_thanked', 'a late prompt thanks or approves', isLast ? 1.6 : 0.6, prompt.id)
  }
}

function verdict(facts: SessionFacts, changes: Changes, evidence: readonly Evidence[], end: End): Outcome {
  const sum = evidence.reduce((total, each) => total + each.weight, 0)
  const has = (rule: string): boolean => evidence.some((each) => each.rule === rule)
  const sorted = [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const did = changes.files.length > 0 || has('committed')
  const certainty = (margin: number): number => Math.round((0.5 + 0.48 * Math.tanh(Math.abs(margin) / 2.5)) * 100) / 100
  if (has('api_error_at_end')) return { state: 'errored', confidence: certainty(sum - 1), evidence: sorted }
  if (facts.session.events.length === 0 || (facts.calls.length === 0 && !end.replied)) {
    return { state: 'abandoned', confidence: certainty(Math.min(sum, -0.8)), evidence: sorted }
  }
  if (sum > 0) return { state: 'completed', confidence: certainty(sum), evidence: sorted }
  // Work that stands, or was verified, is not abandoned by a late interruption.
  if ((end.interrupt !== undefined || end.unanswered !== undefined) && !did)
    return { state: 'abandoned', confidence: certainty(sum), evidence: sorted }
  if (end.interrupt !== undefined && sum < -2)
    return { state: 'abandoned', confidence: certainty(sum + 1), evidence: sorted }
  return { state: 'partial', confidence: certainty(sum), evidence: sorted }
}
