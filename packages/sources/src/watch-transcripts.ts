import type { DiscoveredTranscripts } from './discover-transcripts.ts'
import type { FoundTranscripts } from './find-transcripts.ts'
import type { TranscriptFile } from './transcript-file.ts'
import { type OpenWatch, watchFolders } from './watch-folders.ts'

/** A clock that can wait. */
export interface WatchClock {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Calls `run` once after `ms`; the answer takes the call back. */
  readonly after: (ms: number, run: () => void) => () => void
}

export interface WatchOptions {
  /** Looks for transcripts: at the start, after changes below the folders it found, and every interval. */
  readonly find: () => Promise<DiscoveredTranscripts>
  /** Takes transcripts that are new or have changed and are quiet now; what was skipped is told each time. */
  readonly onQuiet: (found: FoundTranscripts) => Promise<void>
  /** Ends the watch; what is being taken in is finished first. */
  readonly signal: AbortSignal
  /** Milliseconds between two looks when nothing tells of a change; default 30,000. */
  readonly intervalMs?: number
  /** Milliseconds a transcript must not have changed; default 5,000. Also the least time between two looks. */
  readonly settleMs?: number
  readonly clock?: WatchClock
  readonly openWatch?: OpenWatch
}

const systemClock: WatchClock = {
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Runs until the signal. A transcript is handed on once for each state in which it came to rest. */
export async function watchTranscripts(options: WatchOptions): Promise<void> {
  const { find, onQuiet, signal, intervalMs = 30_000, settleMs = 5_000, clock = systemClock } = options
  const pause = createPause(clock, signal)
  const folders = watchFolders(() => pause.atMost(settleMs), options.openWatch)
  const quiet = createQuietFilter(settleMs)
  try {
    while (!signal.aborted) {
      const found = await find()
      folders.set(found.folders)
      const { due, waitMs } = quiet(found.transcripts, clock.now())
      if (due.length > 0 && !signal.aborted) await onQuiet({ transcripts: due, skipped: found.skipped })
      await pause.wait(Math.min(intervalMs, waitMs))
    }
  } finally {
    folders.close()
  }
}

interface Seen {
  readonly print: string
  /** When this state was first seen. */
  readonly since: number
  done: boolean
}

/** Picks the transcripts that have come to rest in a state not handed on before, and tells how long the next one still needs. */
function createQuietFilter(
  settleMs: number,
): (files: readonly TranscriptFile[], now: number) => { due: TranscriptFile[]; waitMs: number } {
  let seen = new Map<string, Seen>()
  return (files, now) => {
    const next = new Map<string, Seen>()
    const due: TranscriptFile[] = []
    let waitMs = Number.POSITIVE_INFINITY
    for (const file of files) {
      const { size, mtimeMs, hash } = file.fingerprint
      const print = `${size} ${mtimeMs} ${hash}`
      const before = seen.get(file.path)
      const entry = before?.print === print ? before : { print, since: now, done: false }
      next.set(file.path, entry)
      if (entry.done) continue
      // A clock that was set back may date a change into the future: then the time it was seen counts.
      const restMs = now - Math.min(mtimeMs, entry.since)
      if (restMs >= settleMs) {
        entry.done = true
        due.push(file)
      } else waitMs = Math.min(waitMs, settleMs - restMs)
    }
    seen = next
    return { due, waitMs }
  }
}

/** A wait that can be shortened, also before it begins. */
function createPause(
  clock: WatchClock,
  signal: AbortSignal,
): { readonly wait: (ms: number) => Promise<void>; readonly atMost: (ms: number) => void } {
  let wanted: number | undefined
  let shorten: ((ms: number) => void) | undefined
  return {
    atMost: (ms) => {
      if (shorten === undefined) wanted = Math.min(wanted ?? ms, ms)
      else shorten(ms)
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve()
          return
        }
        let until = Number.POSITIVE_INFINITY
        let cancel = (): void => {}
        const end = (): void => {
          cancel()
          shorten = undefined
          signal.removeEventListener('abort', end)
          resolve()
        }
        shorten = (most) => {
          if (clock.now() + most >= until) return
          until = clock.now() + most
          cancel()
          cancel = clock.after(most, end)
        }
        signal.addEventListener('abort', end)
        shorten(Math.min(ms, wanted ?? ms))
        wanted = undefined
      }),
  }
}
