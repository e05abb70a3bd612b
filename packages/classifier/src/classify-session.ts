import { type ReplyEvent, type Session, type Turn, turnsOf } from '@ses/model'
import { type Changes, changesOfCalls, changesOfFacts } from './changes-of.ts'
import { classifyIntentOfFacts, withoutLabel } from './classify-intent.ts'
import { classifyRiskOfFacts, type Risk, type RiskLevel } from './classify-risk.ts'
import { classifyTypeOfFacts, type TypeVerdict } from './classify-type.ts'
import type { Evidence } from './evidence.ts'
import { type Outcome, outcomeOfFacts } from './outcome-of.ts'
import { riskFactsOf } from './risk-facts.ts'
import type { RiskOptions } from './risk-input.ts'
import { riskInputOf } from './risk-of.ts'
import { type Call, factsOf, type SessionFacts } from './session-facts.ts'
import type { SessionType } from './session-type.ts'
import { summarySentence } from './summary-sentence.ts'
import { type TypeInput, typeFactsOf } from './type-input.ts'

/** What a session was about. */
export interface Classification {
  readonly type: SessionType
  /** 0–1, of the type. */
  readonly confidence: number
  /** The human's goal in one line; empty when the session holds no request. */
  readonly intent: string
  /** Goals named later, in order. */
  readonly followUps: readonly string[]
  readonly risk: RiskLevel
  /** 0–100. */
  readonly riskScore: number
  readonly outcome: Outcome
  /** One sentence made from type, intent and outcome. */
  readonly summary: string
  /** Why: the rules, model terms and event ids behind each verdict. */
  readonly evidence: {
    readonly type: readonly Evidence[]
    readonly intent: readonly Evidence[]
    readonly risk: readonly Evidence[]
  }
  /** One entry per turn that a prompt started, in order. */
  readonly turns: readonly ClassifiedTurn[]
}

/** The verdicts on what one prompt led to. */
export interface ClassifiedTurn {
  /** As in `turnsOf`. */
  readonly index: number
  /** Event id of the prompt. */
  readonly prompt: string
  readonly type: SessionType
  /** 0–1, of the type. */
  readonly confidence: number
  /** The goal that the prompt states; empty when it states none. */
  readonly intent: string
  readonly risk: RiskLevel
  /** 0–100. */
  readonly riskScore: number
}

/** What a caller can set. */
export interface ClassifyOptions {
  /** A project's own sensitive paths. Default: none. */
  readonly risk?: RiskOptions
}

/** Type, intent, risk and outcome of a session and of each of its turns. Masked sessions give masked lines. */
export function classifySession(session: Session, options: ClassifyOptions = {}): Classification {
  const facts = factsOf(session)
  return classifySessionOfFacts(facts, changesOfFacts(facts), options)
}

/** As `classifySession`, from facts and changes already gathered. */
export function classifySessionOfFacts(
  facts: SessionFacts,
  changes: Changes,
  options: ClassifyOptions,
): Classification {
  const type = classifyTypeOfFacts(typeFactsOf(typeInputOf(facts, facts.calls, changes), facts.read))
  const intent = classifyIntentOfFacts(facts)
  const risk = classifyRiskOfFacts(riskFactsOf(riskInputOf(facts, changes, facts.calls), facts.dangersOf), options.risk)
  const outcome = outcomeOfFacts(facts, changes)
  return {
    type: type.type,
    confidence: type.confidence,
    intent: intent.text,
    followUps: intent.followUps,
    risk: risk.level,
    riskScore: risk.score,
    outcome,
    summary: summarySentence(type.type, intent.text, outcome),
    evidence: { type: type.evidence, intent: intent.evidence, risk: risk.reasons },
    turns: turnsOfFacts(facts, type, risk, options),
  }
}

function turnsOfFacts(
  facts: SessionFacts,
  whole: TypeVerdict,
  wholeRisk: Risk,
  options: ClassifyOptions,
): ClassifiedTurn[] {
  const turns = turnsOf(facts.session)
  const [only] = turns
  // The one turn of a session is the session.
  if (turns.length === 1 && only?.prompt !== undefined && facts.requests.length === 1) {
    const intent = withoutLabel(facts.read(only.prompt.text).goal ?? '')
    const { type, confidence } = whole
    return [
      {
        index: only.index,
        prompt: only.prompt.id,
        type,
        confidence,
        intent,
        risk: wholeRisk.level,
        riskScore: wholeRisk.score,
      },
    ]
  }
  const calls = groupByEvent(facts.calls)
  return turns.flatMap((turn: Turn): ClassifiedTurn[] => {
    if (turn.prompt === undefined) return []
    const prompts = turn.events.filter((event) => event.type === 'prompt')
    const own = turn.events.flatMap((event) => (event.type === 'tool' ? (calls.get(event.id) ?? []) : []))
    const part: SessionFacts = {
      session: { ...facts.session, events: turn.events, children: [] },
      prompts,
      requests: prompts,
      read: facts.read,
      dangersOf: facts.dangersOf,
      calls: own,
    }
    const changes = changesOfCalls(own)
    const input = typeInputOf(part, own, changes)
    // "Go on" with nothing of its own to tell goes on with what the session is about.
    const intent = withoutLabel(facts.read(turn.prompt.text).goal ?? '')
    const silent = intent === '' && changes.files.length === 0
    const type = silent
      ? { type: whole.type, confidence: whole.confidence / 2 }
      : classifyTypeOfFacts(typeFactsOf(input, facts.read), { explain: false })
    const risk = classifyRiskOfFacts(riskFactsOf(riskInputOf(part, changes, own), facts.dangersOf), options.risk)
    return [
      {
        index: turn.index,
        prompt: turn.prompt.id,
        type: type.type,
        confidence: type.confidence,
        intent,
        risk: risk.level,
        riskScore: risk.score,
      },
    ]
  })
}

function groupByEvent(calls: readonly Call[]): Map<string, Call[]> {
  const groups = new Map<string, Call[]>()
  for (const call of calls) {
    const group = groups.get(call.event)
    if (group === undefined) groups.set(call.event, [call])
    else group.push(call)
  }
  return groups
}

/** A shorter answer ("Done.") sums nothing up. */
const LEAST_CLOSING = 60

/** What the type is told from: prompts, changed files, commands, commits and branch. */
function typeInputOf(
  facts: Pick<SessionFacts, 'session' | 'requests'>,
  calls: readonly Call[],
  changes: Changes,
): TypeInput {
  const { gitBranch, events } = facts.session
  const closing = events.findLast(
    (event): event is ReplyEvent => event.type === 'reply' && event.text.length >= LEAST_CLOSING,
  )
  const lasting = changes.files.filter((file) => !(file.deleted && file.born))
  // Where nothing of the project was changed, what was done in a temporary clone, or tried without a word of request, still tells.
  const telling = lasting.length === 0 && (changes.scratch.length > 0 || facts.requests.length === 0)
  const files = telling ? changesOfCalls(calls, { attempts: true }).files : lasting
  return {
    prompts: facts.requests.map((request) => ({ text: request.text, event: request.id })),
    edits: files.map((file) => ({
      path: { text: file.path, event: file.events[0] ?? '' },
      operation: file.operations[0] ?? 'edit',
      addedLines: file.addedLines,
      removedLines: file.removedLines,
    })),
    commands: calls.flatMap(({ call, event }) => (call.command === undefined ? [] : [{ text: call.command, event }])),
    commits: calls.flatMap(({ call, event }) =>
      (call.commits ?? []).flatMap((commit) => (commit.subject === undefined ? [] : [{ text: commit.subject, event }])),
    ),
    ...(closing === undefined ? {} : { closing: { text: closing.text, event: closing.id } }),
    ...(gitBranch === undefined ? {} : { branch: gitBranch }),
  }
}
