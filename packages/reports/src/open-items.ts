import { changesOf } from '@ses/classifier'
import type { Session, SessionEvent, ToolCallEvent } from '@ses/model'
import type { HandoffOpen } from '@ses/schema'
import { checkRuns } from './check-run.ts'
import { commandParts } from './command-part.ts'
import { questionOf } from './decisions-of.ts'
import { messageOf } from './explain-turn.ts'
import { failingChecks } from './failing-checks.ts'
import { oneLine } from './one-line.ts'
import { openErrors } from './open-errors.ts'
import { callText } from './quote-event.ts'
import { leadingSentences, sentencesOf } from './sentences.ts'
import type { SessionSubject } from './subject.ts'

const MAX_ERRORS = 5
const MAX_SAID = 5
const MAX_CHECKS = 6

/** What a session left open, the most pressing first. Nothing that a later call, run or commit made good. */
export function openItems({ session, summary }: SessionSubject): HandoffOpen[] {
  return [
    ...atTheEnd(session.events),
    ...failing(session),
    ...mismatches(summary.claims),
    ...openErrors(session)
      .slice(-MAX_ERRORS)
      .map(({ call, times }): HandoffOpen => {
        const often = times > 1 ? ` (${times} times)` : ''
        const message = messageOf(call)
        return {
          kind: 'error',
          text: `Failed and not repeated with success${often}: ${code(callText(call))}${message === '' ? '' : ` — ${message}`}`,
          event: call.id,
        }
      }),
    ...unverified(session),
    ...said(session.events),
  ]
}

/** How the last turn broke off, if it did. */
function atTheEnd(events: readonly SessionEvent[]): HandoffOpen[] {
  const last = events.findLast(
    (event) =>
      event.type === 'prompt' ||
      event.type === 'tool' ||
      (event.type === 'reply' && event.text.trim() !== '') ||
      (event.type === 'lifecycle' && (event.phase === 'interrupt' || event.phase === 'api_error')),
  )
  if (last === undefined) return []
  const item = (kind: string, text: string): HandoffOpen[] => [{ kind, text, event: last.id }]
  if (last.type === 'prompt') {
    return item(
      'unanswered',
      `The last prompt got no answer: ${leadingSentences(last.text, 300) || oneLine(last.text, 200)}`,
    )
  }
  if (last.type === 'lifecycle') {
    const error = last.phase === 'api_error'
    return item(
      error ? 'api_error' : 'interrupted',
      error
        ? `The session broke off with an error of the model service: ${oneLine(last.detail ?? 'not told', 160)}`
        : 'A person interrupted the last turn.',
    )
  }
  if (last.type !== 'tool') return []
  if (last.outcome === 'interrupted')
    return item('interrupted', `The last call was interrupted: ${code(callText(last))}`)
  if (last.outcome === 'denied') return item('denied', `The last call was refused: ${code(callText(last))}`)
  if (last.outcome === 'pending' && last.background !== true)
    return item('pending', `The last call has no recorded result: ${code(callText(last))}`)
  return []
}

function failing(session: Session): HandoffOpen[] {
  return failingChecks(session)
    .slice(-MAX_CHECKS)
    .map(({ run: { kind, command, failed, event }, since }) => {
      const number = failed === undefined || failed === 0 ? '' : `, ${failed} failing`
      const part =
        since === 'part'
          ? '; a part of it passed later'
          : since === 'untold'
            ? '; it ran again with a result that is not told'
            : ''
      return {
        kind: 'check',
        text: `The last ${kind} run failed${number}${part}: ${code(oneLine(command, 160))}`,
        event,
      }
    })
}

/** What the agent said last of each kind and the transcript refutes. */
function mismatches(claims: SessionSubject['summary']['claims']): HandoffOpen[] {
  const last = new Map(claims.map((claim) => [claim.kind, claim]))
  return [...last.values()]
    .filter(({ verified }) => verified === false)
    .map(({ text, events }) => ({
      kind: 'claim',
      text: `The agent said, and the transcript does not bear out: ${oneLine(text, 200)}`,
      event: events[0] ?? null,
    }))
}

/** Also without a word of git: quiet commits, and pushes of what was committed. */
function commits(call: ToolCallEvent): boolean {
  if ((call.commits?.length ?? 0) > 0) return true
  if (call.outcome !== 'ok' || call.command === undefined || !/\bgit\b/.test(call.command)) return false
  return commandParts(call.command).some(({ bare }) => /^git (?:-\S+ \S+ )?(?:commit|push)\b/.test(bare))
}

/** Names that tell nothing else, and are what a program left behind. */
const NO_SOURCE = /(?:^|\/)[^./]+$|\.(?:exe|out|log|tmp|bak|orig|rej|dll|so|dylib)$/i

/** Source changed after the last test run, or after the last commit. */
function unverified(session: Session): HandoffOpen[] {
  const order = new Map(session.events.map((event, index) => [event.id, index]))
  const files = changesOf(session).files.filter(({ deleted, born }) => !(deleted && born))
  const at = (ids: readonly string[]): number => order.get(ids.at(-1) ?? '') ?? -1
  const tests = checkRuns(session).filter(({ kind, ok }) => kind === 'test' && ok !== undefined)
  const lastTest = tests.length === 0 ? -1 : at(tests.map(({ event }) => event))
  const source = files.filter(
    ({ path, category, events }) => category === 'source' && !NO_SOURCE.test(path) && at(events) > lastTest,
  )
  const lastCommit = session.events.findLastIndex((event) => event.type === 'tool' && commits(event))
  const loose = files.filter(({ events }) => at(events) > lastCommit)
  const named = (some: typeof files): string =>
    `${some
      .slice(0, 3)
      .map(({ path }) => `\`${path}\``)
      .join(', ')}${some.length > 3 ? ` and ${some.length - 3} more` : ''}`
  return [
    ...(source.length === 0
      ? []
      : [
          {
            kind: 'untested',
            text:
              tests.length === 0
                ? `No test was run; source was changed: ${named(source)}.`
                : `Changed after the last test run: ${named(source)}.`,
            event: null,
          },
        ]),
    ...(loose.length === 0
      ? []
      : [
          {
            kind: 'uncommitted',
            text:
              lastCommit < 0
                ? `No commit was seen for the changes (${files.length} ${files.length === 1 ? 'file' : 'files'}).`
                : `Changed after the last commit: ${named(loose)}.`,
            event: null,
          },
        ]),
  ]
}

const LEFT =
  /\b(?:remaining|remains? (?:to|open|unfixed)|left to do|still (?:fails?|failing|needs?|missing|open|to do|todo|pending|broken)|not (?:yet )?(?:done|implemented|tested|verified|committed|pushed|covered)|next steps?|(?:as an?|great|good|needs an?) follow[- ]up|follow[- ]up (?:pr|issue|work|task|commit|change)|out of scope|known (?:issue|limitation|gap)s?|you(?:['’]ll| will)? (?:need|have) to|needs? (?:your|a human|manual)|unresolved|outstanding|ready to (?:push|merge|commit|open|ship)|could(?:n['’]t| not) (?:run|verify|test|reproduce|fix)|blocked (?:by|on)|waiting (?:for|on))\b|пока не|尚未|还没有|まだ|noch nicht|pas encore|aún no|ainda não/iu
/** Told of the past, or denied. */
const NOT_LEFT =
  /^(?:removed|deleted|fixed|dropped|replaced|updated|renamed)\b|\b(?:no|nothing|none|without|rather than|instead of)\b.{0,40}\b(?:remaining|unresolved|follow-?up|known|outstanding|else|left|blocked)/i

/** What the agent’s last answer says is left, and the question it ends with. */
function said(events: readonly SessionEvent[]): HandoffOpen[] {
  const reply = events.findLast((event) => event.type === 'reply' && event.text.trim() !== '')
  if (reply?.type !== 'reply') return []
  const question = questionOf(reply.text)
  const left = sentencesOf(reply.text).filter(
    (sentence) =>
      LEFT.test(sentence) &&
      sentence.length >= 25 &&
      sentence.length <= 280 &&
      !/[?？:]$/.test(sentence) &&
      !NOT_LEFT.test(sentence),
  )
  // An answer that a person spoke after is no longer the last word.
  const answered = events.findLast((event) => event.type === 'prompt' || event.id === reply.id)?.type === 'prompt'
  return [
    ...left.slice(0, MAX_SAID).map((text) => ({ kind: 'said', text: `The agent said: ${text}`, event: reply.id })),
    ...(question === undefined || answered
      ? []
      : [{ kind: 'question', text: `The agent asked and got no answer: ${question}`, event: reply.id }]),
  ]
}

/** Text that cannot end the code span it stands in. */
function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ')}\``
}
