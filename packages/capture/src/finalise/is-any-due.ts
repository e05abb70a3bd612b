import { join } from 'node:path'
import type { SessionStore } from '@ses/store'
import type { FinaliseTimes } from './finalise-session.ts'
import { listLive } from './live-marks.ts'

/** Whether a session may be due: two `stat`s for each one at work, nothing where none is. */
export function isAnyDue(store: SessionStore, { idleMs, settleMs, refreshMs, now }: FinaliseTimes): boolean {
  return listLive(store.fs, store.directory).some((folder) => {
    const path = join(store.directory, folder)
    const events = store.fs.statSync(join(path, 'events.jsonl'), { throwIfNoEntry: false })
    if (events === undefined) return false
    const state = store.fs.statSync(join(path, 'state.json'), { throwIfNoEntry: false })
    if (state === undefined) return true
    const quiet = now - events.mtimeMs
    // Times of files are rounded on some file systems: an event of the same moment counts as a new one.
    if (events.mtimeMs >= state.mtimeMs) return quiet >= settleMs || now - state.mtimeMs >= refreshMs
    return quiet >= idleMs || (quiet >= settleMs && now - state.mtimeMs >= settleMs && isEnding(store, path))
  })
}

/** Whether an end was seen of a session that is not concluded. */
function isEnding(store: SessionStore, path: string): boolean {
  try {
    return (
      (JSON.parse(store.fs.readFileSync(join(path, 'state.json'), 'utf8')) as { status?: unknown }).status === 'ended'
    )
  } catch {
    return true
  }
}
