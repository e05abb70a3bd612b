import { join } from 'node:path'
import { SesError } from '@ses/model'
import { lockPath, type SessionStore, withLock } from '@ses/store'
import { markLive, unmarkLive } from './live-marks.ts'
import { type EventFacts, readEvents } from './read-events.ts'
import { type Projected, readState, type SessionState, writeState } from './session-state.ts'
import { UNTIL_TOLD } from './until-told.ts'

/** A session that is looked at. */
export interface SessionSubject {
  readonly folder: string
  readonly id: string
  readonly agent: string
  readonly facts: EventFacts
  /** True while it may go on. */
  readonly active: boolean
  /** The agent's own word for the end, or `inactive`; absent while it goes on. */
  readonly endReason?: string
  /** What its projections were made of before; null before the first time. */
  readonly projected: Projected | null
}

/** A transcript as it is now. */
export interface TranscriptState {
  readonly path: string
  readonly fingerprint: string
  /** Time of the last change, epoch milliseconds. */
  readonly changedAt: number
}

/** What finalising does outside this package. Each may be done again after a crash, and must then come to the same. */
export interface FinaliseEffects {
  /** Finds the session's transcript without reading it: the one that is known, or by the session's id when `search` is true. */
  readonly transcript: (subject: SessionSubject, search: boolean) => Promise<TranscriptState | undefined>
  /** Writes the projections; answers the transcript that they were made from. */
  readonly project: (
    subject: SessionSubject,
    transcript: TranscriptState | undefined,
  ) => Promise<TranscriptState | undefined>
  /** Done once per end of a session: `key` is the same each time it is tried. */
  readonly conclude: (subject: SessionSubject, key: string) => Promise<void>
}

/** When what is done; all in milliseconds. */
export interface FinaliseTimes {
  readonly now: number
  /** Without a new event for so long a session is over. */
  readonly idleMs: number
  /** So long nothing must have been written before a session is concluded: agents write their last lines after the last hook. */
  readonly settleMs: number
  /** A session at work is projected anew no more often, and no more often than twenty times as long as the last time took. */
  readonly refreshMs: number
}

/** What became of a folder. */
export interface FinaliseOutcome {
  /**
   * `unchanged`: nothing was due. `busy`: another process is at it. `waiting`: something will be due at `dueAt`. `gone`: no events.
   * `child`: a sub-agent's events, which make no session of their own.
   */
  readonly outcome: 'projected' | 'finalised' | 'unchanged' | 'busy' | 'waiting' | 'gone' | 'child'
  /** When to look again, epoch milliseconds; absent when only a new event gives reason to. */
  readonly dueAt?: number
}

/**
 * Does what is due for one session: brings its projections up to date and, once it is over, concludes it, exactly once for each time it
 * ends. Any number of processes may try at once; a process that stops at any point leaves what the next one makes good. A session for
 * which nothing is new costs two `stat`s and the reading of its state.
 */
export async function finaliseSession(
  store: SessionStore,
  folder: string,
  effects: FinaliseEffects,
  times: FinaliseTimes,
): Promise<FinaliseOutcome> {
  try {
    return await withLock(lockPath(store, `finalise-${folder}`), () => finalise(store, folder, effects, times), {
      waitMs: 0,
    })
  } catch (error) {
    if (error instanceof SesError && error.code === 'locked') return { outcome: 'busy' }
    throw error
  }
}

/** So that a session of hundreds of megabytes does not keep a processor busy while it goes on. */
const SHARE = 20

async function finalise(
  store: SessionStore,
  folder: string,
  effects: FinaliseEffects,
  times: FinaliseTimes,
): Promise<FinaliseOutcome> {
  const before = readState(store, folder)
  const facts = readEvents(store, folder, before === undefined ? undefined : factsOf(before))
  if (facts === undefined) {
    unmarkLive(store.fs, store.directory, folder)
    return { outcome: 'gone' }
  }
  if (facts.parent !== undefined) return adopt(store, folder, facts, before)
  const { now, idleMs, settleMs, refreshMs } = times
  const idle = !UNTIL_TOLD.has(facts.agent) && facts.last_at !== null && now - facts.last_at >= idleMs
  const over = facts.end !== null || idle
  const reason = over ? (facts.end?.reason ?? (facts.end === null ? 'inactive' : 'ended')) : undefined
  const projected = before?.projected ?? null
  const subject: SessionSubject = {
    folder,
    id: facts.sessionId,
    agent: facts.agent,
    facts,
    active: !over,
    ...(reason === undefined ? {} : { endReason: reason }),
    projected,
  }
  const unannounced = facts.work_line > (before?.announced_line ?? 0)
  const transcript = await effects.transcript(subject, over && unannounced)
  const changedAt = Math.max(facts.last_at ?? 0, transcript?.changedAt ?? 0)
  // A transcript that has gone takes nothing back.
  const grown = projected?.events !== facts.bytes || !same(projected.transcript, transcript)
  const restated = projected !== null && projected.active === over
  // A time in the future says nothing about when something was written.
  const settled = changedAt > now || now - changedAt >= settleMs
  const nextAt =
    projected === null ? now : Date.parse(projected.at) + Math.max(refreshMs, SHARE * (projected.took_ms ?? 0))
  const fresh = now >= nextAt
  const project = projected === null || restated || (grown && (over || fresh))
  let made = projected
  if (project) {
    const start = performance.now()
    const used = await effects.project(subject, transcript)
    made = {
      at: new Date(now).toISOString(),
      events: facts.bytes,
      took_ms: Math.round(performance.now() - start),
      active: !over,
      transcript: used === undefined ? null : { path: used.path, fingerprint: used.fingerprint },
    }
  }
  const state = (status: SessionState['status'], announced: number): SessionState => ({
    schema_version: 1,
    session_id: facts.sessionId,
    agent: facts.agent,
    status,
    ended_at: over ? timeText(facts.end?.at ?? facts.last_at) : null,
    end_reason: reason ?? null,
    events: eventsOf(facts),
    projected: made,
    announced_line: announced,
    parent: null,
  })
  const announced = before?.announced_line ?? 0
  const stale = grown && !project
  if (!over || !settled || stale) {
    const written = writeState(store, folder, state(over ? 'ended' : 'active', announced))
    markLive(store.fs, store.directory, folder)
    const outcome = project ? 'projected' : written || over ? 'waiting' : 'unchanged'
    if (!over && !stale && UNTIL_TOLD.has(facts.agent)) return { outcome }
    const dueAt = !over ? (stale ? nextAt : (facts.last_at ?? now) + idleMs) : changedAt + settleMs
    return { outcome, dueAt }
  }
  if (unannounced) {
    // Written before the effects, so that a crash between them is noticed: it is over, and something is left to do.
    writeState(store, folder, state('ended', announced))
    await effects.conclude(subject, `${facts.work_line}`)
  }
  const written = writeState(store, folder, state('finalised', Math.max(announced, facts.work_line)))
  release(store, folder, facts)
  return { outcome: unannounced ? 'finalised' : project ? 'projected' : written ? 'finalised' : 'unchanged' }
}

/** Takes the mark off, and sets it again when an event came meanwhile. */
function release(store: SessionStore, folder: string, facts: EventFacts): void {
  unmarkLive(store.fs, store.directory, folder)
  const size = store.fs.statSync(join(store.directory, folder, 'events.jsonl'), { throwIfNoEntry: false })?.size
  if (size !== undefined && size > facts.bytes) markLive(store.fs, store.directory, folder)
}

/** A sub-agent's own events: its session tells of it. */
function adopt(
  store: SessionStore,
  folder: string,
  facts: EventFacts,
  before: SessionState | undefined,
): FinaliseOutcome {
  writeState(store, folder, {
    schema_version: 1,
    session_id: facts.sessionId,
    agent: facts.agent,
    status: 'child',
    ended_at: null,
    end_reason: null,
    events: eventsOf(facts),
    projected: null,
    announced_line: before?.announced_line ?? 0,
    parent: facts.parent ?? null,
  })
  release(store, folder, facts)
  return { outcome: 'child' }
}

function same(projected: Projected['transcript'], transcript: TranscriptState | undefined): boolean {
  if (transcript === undefined) return true
  return projected?.path === transcript.path && projected.fingerprint === transcript.fingerprint
}

function eventsOf({ bytes, lines, work_line, last_at, hooks, end, transcript }: EventFacts): SessionState['events'] {
  return { bytes, lines, work_line, last_at, hooks, end, transcript }
}

function factsOf({ session_id, agent, parent, events }: SessionState): EventFacts {
  return { sessionId: session_id, agent, ...(parent === null ? {} : { parent }), ...events }
}

function timeText(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString()
}
