import { join } from 'node:path'
import type { SessionStore } from '@ses/store'
import type { FinaliseTimes } from './finalise-session.ts'
import { listLive } from './live-marks.ts'
import { UNTIL_TOLD } from './until-told.ts'

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
    if (quiet < settleMs || now - state.mtimeMs < settleMs) return quiet >= idleMs
    const { status, agent } = lifeOf(store, path)
    return status === 'ended' || (quiet >= idleMs && !UNTIL_TOLD.has(agent))
  })
}

/** What state.json tells; one that cannot be read counts as the state of a session that is ending. */
function lifeOf(store: SessionStore, path: string): { readonly status: string; readonly agent: string } {
  try {
    const state = JSON.parse(store.fs.readFileSync(join(path, 'state.json'), 'utf8')) as Record<string, unknown>
    return { status: String(state['status']), agent: String(state['agent']) }
  } catch {
    return { status: 'ended', agent: '' }
  }
}
