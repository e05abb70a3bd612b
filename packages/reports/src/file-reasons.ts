import { changesOf } from '@ses/classifier'
import { type Session, turnsOf } from '@ses/model'
import type { HandoffFile } from '@ses/schema'
import { sentencesOf } from './sentences.ts'
import type { SessionSubject } from './subject.ts'

const MAX_REASON = 200
/** Replies that are looked at for a mention, per file: the last before its change and the next after it. */
const MAX_LOOK = 6

/** Changed files with why, those changed last first. Files that were gone again at the end and directories are left out. */
export function reasonedFiles({ session, classification }: SessionSubject): HandoffFile[] {
  const { files } = changesOf(session)
  const order = new Map(session.events.map((event, index) => [event.id, index]))
  const lastChange = (events: readonly string[]): number => order.get(events.at(-1) ?? '') ?? -1
  const replies = repliesOf(session, order)
  const goals = goalsOf(session, order, classification)
  const commits = session.events.flatMap((event) =>
    event.type === 'tool'
      ? (event.commits ?? []).map((commit) => ({ at: order.get(event.id) ?? 0, subject: commit.subject }))
      : [],
  )
  const folders = foldersOf(files.map(({ path }) => path))
  const real = files.filter(
    ({ path, deleted, born }) =>
      !(deleted && (born || LEFTOVER.test(path))) && !folders.has(path) && !path.endsWith('/'),
  )
  return real
    .map((file) => ({ file, at: lastChange(file.events) }))
    .sort((a, b) => b.at - a.at)
    .map(({ file, at }): HandoffFile => {
      const first = order.get(file.events[0] ?? '') ?? at
      const commit = commits[firstAfter(commits, at - 1)]?.subject
      return {
        path: file.path,
        operations: file.operations,
        state: file.deleted ? 'deleted' : file.born && file.operations[0] === 'create' ? 'new' : 'changed',
        added: file.addedLines,
        removed: file.removedLines,
        reason: mentionOf(file.path, replies, first, at) ?? commit ?? goals(at) ?? null,
      }
    })
}

/** What programs leave behind. */
const LEFTOVER = /\.(?:exe|out|log|tmp|bak|orig|rej|dll|so|dylib)$/i
/** A question or a nod names no aim. */
const NO_GOAL =
  /[?？]$|^(?:should|can|could|would|is|are|do|does|what|why|how|when|where|anything|continue|go on|implement the plan)\b|^.{0,14}$/i
/** Looking around, and how an edit went, tell nothing of why. */
const NO_REASON =
  /^(?:(?:now )?let me (?:read|look|check|see|view|find|examine|search)|i(?:['’]ll| will) (?:read|look|check))|\b(?:mismatch|patch (?:failed|hit)|failed to (?:apply|match)|retry)/i

interface Said {
  readonly at: number
  readonly sentences: readonly string[]
}

function repliesOf(session: Session, order: ReadonlyMap<string, number>): Said[] {
  return session.events.flatMap((event) =>
    event.type === 'reply' && event.text.trim() !== ''
      ? [{ at: order.get(event.id) ?? 0, sentences: sentencesOf(event.text.slice(0, 4000)) }]
      : [],
  )
}

/** A whole sentence of the agent that names the file: the nearest after its last change tells what was done, else the one before. */
function mentionOf(path: string, replies: readonly Said[], first: number, last: number): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.length < 4) return undefined
  const next = firstAfter(replies, last)
  const after = replies.slice(next, next + MAX_LOOK)
  const start = firstAfter(replies, first)
  const before = replies.slice(Math.max(0, start - 2), start).reverse()
  for (const { sentences } of [...after, ...before]) {
    const found = sentences.find(
      (sentence) =>
        sentence.includes(name) &&
        sentence.length > name.length + 15 &&
        sentence.length <= MAX_REASON &&
        !/[?:]$/.test(sentence) &&
        !NO_REASON.test(sentence) &&
        saysSomething(sentence),
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** More than the name and the place. */
function saysSomething(sentence: string): boolean {
  const words = sentence.replace(/`[^`]*`/g, ' ').match(/\p{L}{2,}/gu) ?? []
  return words.length >= 4 || /[\u3040-\u9fff]{6}/.test(sentence)
}

/** Index of the first that comes after the event. */
function firstAfter(ordered: readonly { readonly at: number }[], at: number): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle]?.at ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** The goal that was being worked on at an event: that of its turn, or the last one stated before. */
function goalsOf(
  session: Session,
  order: ReadonlyMap<string, number>,
  classification: SessionSubject['classification'],
): (at: number) => string | undefined {
  const intents = new Map(classification?.turns.map(({ index, intent }) => [index, intent]))
  const starts = turnsOf(session).flatMap(({ index, events }) => {
    const intent = intents.get(index)
    return intent === undefined || NO_GOAL.test(intent) ? [] : [{ at: order.get(events[0]?.id ?? '') ?? 0, intent }]
  })
  return (at) => starts[firstAfter(starts, at) - 1]?.intent
}

/** Paths that are a parent of another path. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>()
  for (const path of paths) {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at))
  }
  return folders
}
