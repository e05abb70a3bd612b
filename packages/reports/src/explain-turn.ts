import { type ClassifiedTurn, changesOf } from '@ses/classifier'
import { type Session, type SessionEvent, type ToolCallEvent, type Turn, walkSessions } from '@ses/model'
import type { ExplainedCheck, ExplainedError, ExplainedTurn, SummaryCommit } from '@ses/schema'
import { type CheckRun, runsOfCall } from './check-run.ts'
import { oneLine } from './one-line.ts'
import { callText, isoOf } from './quote-event.ts'
import { leadingSentences, sentencesOf } from './sentences.ts'

const MAX_PROMPT = 400
const MAX_ANSWER = 300
const MAX_MESSAGE = 200

/** Tells of the turns of a session what each prompt led to. Sub-agents' work counts where they were started. */
export function turnExplainer(session: Session): (turn: Turn, verdict?: ClassifiedTurn) => ExplainedTurn {
  const childrenOf = childFinder(session)
  return (turn, verdict) => explainTurn(turn, session, childrenOf(turn), verdict)
}

function explainTurn(
  turn: Turn,
  session: Session,
  children: readonly { readonly child: Session; readonly id: string }[],
  verdict: ClassifiedTurn | undefined,
): ExplainedTurn {
  const calls = turn.events.flatMap((event) => (event.type === 'tool' ? [{ call: event, id: event.id }] : []))
  const inner = children.flatMap(({ child, id }) =>
    [...walkSessions(child)].flatMap((part) =>
      part.events.flatMap((event) => (event.type === 'tool' ? [{ call: event, id }] : [])),
    ),
  )
  const all = [...calls, ...inner]
  const times = turn.events.flatMap(({ at }) => at ?? [])
  const changes = changesOf({ ...session, events: turn.events, children: children.map(({ child }) => child) })
  return {
    index: turn.index,
    prompt: turn.prompt === undefined ? null : oneLine(turn.prompt.text, MAX_PROMPT),
    queued: turn.events.flatMap((event) =>
      event.type === 'prompt' && event.id !== turn.prompt?.id ? [oneLine(event.text, MAX_PROMPT)] : [],
    ),
    start: isoOf(times[0]),
    end: isoOf(times.at(-1)),
    type: verdict?.type ?? null,
    risk: verdict?.risk ?? null,
    calls: tally(calls.map(({ call }) => call.action)),
    files: changes.files.map(({ path, operations }) => ({ path, operations })),
    checks: checksOf(all.flatMap(({ call, id }) => runsOfCall(call, id, session.cwd))),
    commits: all.flatMap(({ call }) => (call.commits ?? []).map(commitOf)),
    errors: errorsOf(calls),
    incidents: turn.events.flatMap(incidentOf),
    answer: answerOf(turn.events),
  }
}

/** The last words of a turn in whole sentences; a first sentence that is too long is cut and marked. */
function answerOf(events: readonly SessionEvent[], limit: number = MAX_ANSWER): string | null {
  const reply = events.findLast((event) => event.type === 'reply' && event.text.trim() !== '')
  if (reply?.type !== 'reply') return null
  const sentences = leadingSentences(reply.text, limit)
  return sentences === '' ? oneLine(sentencesOf(reply.text)[0] ?? reply.text, limit) : sentences
}

/** A commit as documents spell it. */
function commitOf({ sha, branch, subject }: NonNullable<ToolCallEvent['commits']>[number]): SummaryCommit {
  return { sha, branch: branch ?? null, subject: subject ?? null }
}

/** Finds the sub-agents that a turn started, each with the id of the call. */
function childFinder(session: Session): (turn: Turn) => { child: Session; id: string }[] {
  const byCall = new Map<string, Session[]>()
  for (const child of session.children) {
    for (const key of new Set([child.id, child.parent?.callId])) {
      if (key === undefined) continue
      const known = byCall.get(key)
      if (known === undefined) byCall.set(key, [child])
      else known.push(child)
    }
  }
  return (turn) => {
    const found = new Map<Session, string>()
    for (const event of turn.events) {
      if (event.type !== 'tool') continue
      for (const key of [event.childId, event.callId]) {
        for (const child of (key === undefined ? undefined : byCall.get(key)) ?? []) {
          if (!found.has(child)) found.set(child, event.id)
        }
      }
    }
    return [...found].map(([child, id]) => ({ child, id }))
  }
}

function checksOf(runs: readonly CheckRun[]): ExplainedCheck[] {
  const checks = new Map<string, ExplainedCheck>()
  for (const { kind, bare, ok, passed, failed, event, scope } of runs) {
    const key = `${kind} ${scope.key}`
    const before = checks.get(key)
    checks.set(key, {
      kind,
      command: oneLine(bare, MAX_MESSAGE),
      runs: (before?.runs ?? 0) + 1,
      failed: (before?.failed ?? 0) + (ok === false ? 1 : 0),
      ok: ok ?? null,
      passed_tests: passed ?? null,
      failed_tests: failed ?? null,
      event,
    })
  }
  return [...checks.values()]
}

/** Failed calls but checks, which are told as such. */
function errorsOf(calls: readonly { readonly call: ToolCallEvent; readonly id: string }[]): ExplainedError[] {
  const errors = new Map<string, ExplainedError>()
  for (const { call, id } of calls) {
    if (call.outcome !== 'error' || call.checks?.some(({ ok }) => ok === false) === true) continue
    const what = callText(call).slice(call.name.length).trim()
    const message = messageOf(call)
    const key = `${call.name}\n${what}\n${message}`
    errors.set(key, { tool: call.name, what, message, times: (errors.get(key)?.times ?? 0) + 1, event: id })
  }
  return [...errors.values()]
}

/** The line of the output that says most of what went wrong. */
export function messageOf({ output, exitCode }: ToolCallEvent): string {
  const lines = (output ?? '')
    .slice(0, 8000)
    .replaceAll(/<\/?\w{1,30}>/g, '')
    .split('\n')
    .map((line) => line.trim())
  const told = lines.filter((line) => line !== '' && !/^(?:exit code:? ?\d+|error:?)$/i.test(line))
  const line = told.find((each) =>
    /\b(?:error|fatal|failed|denied|not found|no such|cannot|invalid|unknown|exception)\b/i.test(each),
  )
  return oneLine(line ?? told[0] ?? (exitCode === undefined ? '' : `exit ${exitCode}`), MAX_MESSAGE)
}

function incidentOf(event: SessionEvent): ExplainedTurn['incidents'][number][] {
  if (event.type === 'compaction') return [{ kind: 'compacted', detail: event.trigger, event: event.id }]
  if (event.type === 'lifecycle' && event.phase === 'interrupt')
    return [{ kind: 'interrupted', detail: '', event: event.id }]
  if (event.type === 'lifecycle' && event.phase === 'api_error') {
    return [{ kind: 'api_error', detail: oneLine(event.detail ?? '', MAX_MESSAGE), event: event.id }]
  }
  if (event.type !== 'tool') return []
  if (event.outcome === 'denied') return [{ kind: 'denied', detail: callText(event), event: event.id }]
  return event.outcome === 'interrupted' ? [{ kind: 'interrupted', detail: callText(event), event: event.id }] : []
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]))
}
