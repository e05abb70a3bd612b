import type { Session } from '@ses/model'
import type { Evidence } from './evidence.ts'
import { isRequest, isTelling, shorten } from './goal-line.ts'
import { writtenLines } from './prompt-text.ts'
import { factsOf, type SessionFacts } from './session-facts.ts'

/** What the human wanted. */
export interface Intent {
  /** One line of at most 100 characters in the user's language; empty when the session holds no request at all. */
  readonly text: string
  /** Further goals the human named later, in order, at most 6; corrections of the first goal and details of it are left out. */
  readonly followUps: readonly string[]
  readonly evidence: readonly Evidence[]
}

/** The goal of a session: from its first prompt that states one, mended by an early correction, else from its title or first commit. */
export function classifyIntent(session: Session): Intent {
  return classifyIntentOfFacts(factsOf(session))
}

const MAX_FOLLOW_UPS = 6

/** A prompt that takes back what was asked before, and says what is wanted instead. */
const CORRECTION =
  /^(?:no[,.! ]|nope|actually|sorry|wait|i mean|i meant|not that|instead|that'?s not|scratch that|forget (?:that|it)|rather|stop[,.! ]|correction|let me rephrase|nein|non |no,)/i

/** As `classifyIntent`, from facts already gathered. */
export function classifyIntentOfFacts(facts: SessionFacts): Intent {
  const goals: { text: string; event: string; correction: boolean }[] = []
  for (const prompt of facts.requests) {
    const goal = facts.read(prompt.text).goal
    if (goal === undefined) continue
    const text = withoutLabel(goal)
    goals.push({ text, event: prompt.id, correction: CORRECTION.test(prompt.text.trimStart()) })
  }
  // "Review this" opens many a session; the first request that says what it is about is the better name for it.
  const opening = goals
    .slice(0, 4)
    .findIndex((goal, index) => isTelling(goal.text) && (index === 0 || isRequest(goal.text)))
  const first = goals[Math.max(0, opening)]
  if (first === undefined || opening < 0) {
    const named = withoutGoal(facts)
    if (named.text !== '' || first === undefined) return named
  }
  const evidence: Evidence[] = [{ rule: 'first_request', detail: first.text, weight: 1, events: [first.event] }]
  let text = first.text
  let rest = goals.slice(Math.max(0, opening) + 1)
  const second = rest[0]
  if (second?.correction === true && !changedBefore(facts, second.event)) {
    text = second.text
    rest = rest.slice(1)
    evidence.push({ rule: 'early_correction', detail: text, weight: 1, events: [second.event] })
  }
  const followUps: string[] = []
  const known = [wordsOf(text)]
  for (const goal of rest) {
    if (followUps.length >= MAX_FOLLOW_UPS) break
    if (goal.correction || !isFollowUp(goal.text)) continue
    const words = wordsOf(goal.text)
    if (known.some((other) => overlap(words, other) >= 0.6)) continue
    known.push(words)
    followUps.push(goal.text)
    evidence.push({ rule: 'follow_up', detail: goal.text, weight: 0.7, events: [goal.event] })
  }
  return { text, followUps, evidence }
}

function withoutGoal(facts: SessionFacts): Intent {
  const title = facts.session.title?.trim()
  if (title !== undefined && title !== '' && writtenLines(title).length > 0) {
    const text = shorten(title.replace(/\s+/g, ' '))
    return { text, followUps: [], evidence: [{ rule: 'session_title', detail: text, weight: 0.5, events: [] }] }
  }
  for (const { call, event } of facts.calls) {
    const subject = call.commits?.find((commit) => commit.subject !== undefined)?.subject
    if (subject !== undefined) {
      const text = shorten(subject)
      return { text, followUps: [], evidence: [{ rule: 'commit_subject', detail: text, weight: 0.4, events: [event] }] }
    }
  }
  return { text: '', followUps: [], evidence: [] }
}

/** A follow-up goal asks for new work; a question, a remark on the work at hand, or committing it does not. */
function isFollowUp(goal: string): boolean {
  if (!isRequest(goal) || !isTelling(goal) || goal.length < 12) return false
  return !/^(?:commit|push|merge|rebase|squash|run|rerun|test|try|check|open|create|make) .{0,24}(?:commit|push|pr|pull request|branch|tests?|again|main)\b/i.test(
    goal,
  )
}

/** The title of a plan or ticket without what kind of text it is. */
export function withoutLabel(goal: string): string {
  const text = goal.replace(
    /^Implement plan: (?:(?:plan|fix|feat|feature|refactor|task|goal|docs|test|chore|bug)(?:\([^()]{1,30}\))?: )?/i,
    '',
  )
  return text.length < 8 ? goal : text
}

function changedBefore(facts: SessionFacts, promptId: string): boolean {
  for (const event of facts.session.events) {
    if (event.id === promptId) return false
    if (event.type === 'tool' && (event.action === 'edit' || event.action === 'write' || event.action === 'delete'))
      return true
  }
  return false
}

const STOP = new Set(
  'the a an to of in on for and or it is are be this that with from by as at we you i me my our please can should do not into also all now then'.split(
    ' ',
  ),
)

function wordsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !STOP.has(word)))
}

function overlap(a: Set<string>, b: Set<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return common / Math.max(1, Math.min(a.size, b.size))
}
