import { join } from 'node:path'
import { isMissing, readTextIfAny, type SessionStore, writeAtomically } from '@ses/store'
import { type FinaliseEffects, type FinaliseOutcome, type FinaliseTimes, finaliseSession } from './finalise-session.ts'
import { listLive, markLive } from './live-marks.ts'

/** What a sweep looks at and for how long. */
export interface SweepOptions extends Omit<FinaliseTimes, 'now'> {
  readonly now: () => number
  /** Folders that have new events; they are marked, so that they are looked at again until they are finalised. */
  readonly folders?: readonly string[]
  /** Looks for events without a mark, too: two `stat`s for each session there is. Done every ten minutes anyway. */
  readonly all?: boolean
  /** Starts no other session after so many milliseconds; default: does all that is due. */
  readonly forMs?: number
  /** Told of a session that could not be finalised; the others are. Without it the error is thrown. */
  readonly onError?: (folder: string, error: unknown) => void
}

/** What a sweep did. */
export interface SweepReport {
  readonly sessions: readonly SweptSession[]
  /** When something will be due, epoch milliseconds; absent when only a new event gives reason to look again. */
  readonly dueAt?: number
  /** Folders that were left for lack of time. */
  readonly left: number
}

/** A folder that was looked at. */
export interface SweptSession extends FinaliseOutcome {
  readonly folder: string
}

/** Finalises whatever is due. Costs as much as there are sessions at work, not as there are in all. */
export async function sweepSessions(
  store: SessionStore,
  effects: FinaliseEffects,
  options: SweepOptions,
): Promise<SweepReport> {
  const { now, idleMs, settleMs, refreshMs, forMs = Number.POSITIVE_INFINITY } = options
  for (const folder of options.folders ?? []) {
    if (hasEvents(store, folder)) markLive(store.fs, store.directory, folder)
  }
  const start = now()
  const unmarked = options.all === true || isScanDue(store, start) ? unmarkedFolders(store) : []
  // Were this process stopped after it has written a state, nothing else would tell of them.
  for (const folder of unmarked) markLive(store.fs, store.directory, folder)
  const folders = listLive(store.fs, store.directory)
  const sessions: SweptSession[] = []
  let dueAt: number | undefined
  for (const folder of folders) {
    if (now() - start >= forMs) break
    try {
      const done = await finaliseSession(store, folder, effects, { now: now(), idleMs, settleMs, refreshMs })
      sessions.push({ folder, ...done })
      if (done.dueAt !== undefined && (dueAt === undefined || done.dueAt < dueAt)) dueAt = done.dueAt
    } catch (error) {
      if (options.onError === undefined) throw error
      options.onError(folder, error)
    }
  }
  return { sessions, ...(dueAt === undefined ? {} : { dueAt }), left: folders.length - sessions.length }
}

/** A hook that is killed between the event and its mark is rare, and the next event of the session marks it. */
const SCAN_EVERY_MS = 600_000

/** Whether nobody has looked at all folders for long; if so, it counts as done now. */
function isScanDue(store: SessionStore, now: number): boolean {
  const path = join(store.directory, '.live-scan')
  try {
    const last = Number(readTextIfAny(store.fs, path))
    if (last <= now && now - last < SCAN_EVERY_MS) return false
    writeAtomically(store.fs, path, String(now))
    return true
  } catch {
    return false
  }
}

/** Folders whose events are younger than their state. */
function unmarkedFolders(store: SessionStore): readonly string[] {
  try {
    return store.fs
      .readdirSync(store.directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
      .map(({ name }) => name)
      .filter((name) => {
        const events = changeOf(store, name, 'events.jsonl')
        return events !== undefined && events >= (changeOf(store, name, 'state.json') ?? 0)
      })
      .sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** What the names of sessions' folders look like: never a path. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

function hasEvents(store: SessionStore, folder: string): boolean {
  return NAME.test(folder) && changeOf(store, folder, 'events.jsonl') !== undefined
}

function changeOf(store: SessionStore, folder: string, name: string): number | undefined {
  return store.fs.statSync(join(store.directory, folder, name), { throwIfNoEntry: false })?.mtimeMs
}
