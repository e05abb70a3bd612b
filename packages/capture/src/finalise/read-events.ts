import { join } from 'node:path'
import { createHookParser } from '@ses/agents'
import { isMissing, type SessionStore } from '@ses/store'
import type { EventsRead } from './session-state.ts'

/** What a folder's events.jsonl tells beside the conversation. */
export interface EventFacts extends EventsRead {
  /** As the first event that was read names them. */
  readonly sessionId: string
  readonly agent: string
  /** Set when the session is a sub-agent's. */
  readonly parent?: string
}

const NEWLINE = 10

/**
 * Brings what is known of events.jsonl up to date, reading only what was appended since; undefined when there is none. A last line that
 * is still being written is left for the next time. A file that has shrunk is read anew.
 */
export function readEvents(store: SessionStore, folder: string, known: EventFacts | undefined): EventFacts | undefined {
  const path = join(store.directory, folder, 'events.jsonl')
  const size = store.fs.statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) return undefined
  if (known !== undefined && size === known.bytes) return known
  const bytes = bytesIfAny(store, path)
  if (bytes === undefined) return undefined
  const before = known !== undefined && known.bytes <= bytes.length ? known : undefined
  const start = before?.bytes ?? 0
  const end = bytes.lastIndexOf(NEWLINE) + 1
  if (end <= start) return before
  const tail = bytes.subarray(start, end)
  const parser = createHookParser(() => '')
  parser.push(tail)
  const { session, workLine, ended, transcript, lastAt, counts } = parser.end()
  const lines = before?.lines ?? 0
  const first = before ?? firstOf(tail)
  const end_ = ended === undefined ? undefined : { at: ended.at ?? null, reason: ended.reason ?? null }
  return {
    sessionId: first?.sessionId ?? session.id,
    agent: first?.agent ?? session.agent,
    bytes: end,
    lines: lines + countLines(tail),
    work_line: workLine > 0 ? lines + workLine : (before?.work_line ?? 0),
    last_at: lastAt ?? before?.last_at ?? null,
    hooks: added(before?.hooks ?? {}, counts),
    end: workLine > 0 ? (end_ ?? null) : (before?.end ?? end_ ?? null),
    transcript: transcript ?? before?.transcript ?? null,
    ...(before?.parent !== undefined
      ? { parent: before.parent }
      : session.parent === undefined
        ? {}
        : { parent: session.parent.sessionId }),
  }
}

function bytesIfAny(store: SessionStore, path: string): Buffer | undefined {
  try {
    return store.fs.readFileSync(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Whose events these are, by the first line that tells. */
function firstOf(bytes: Buffer): Pick<EventFacts, 'sessionId' | 'agent'> | undefined {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start)
    const stop = end < 0 ? bytes.length : end
    try {
      const { session_id: sessionId, agent } = JSON.parse(bytes.toString('utf8', start, stop)) as Record<
        string,
        unknown
      >
      if (typeof sessionId === 'string' && typeof agent === 'string') return { sessionId, agent }
    } catch {
      // The next line may tell.
    }
    start = stop + 1
  }
  return undefined
}

function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...a }
  for (const [name, count] of Object.entries(b))
    sum[name] = (Object.hasOwn(sum, name) ? (sum[name] as number) : 0) + count
  return sum
}
