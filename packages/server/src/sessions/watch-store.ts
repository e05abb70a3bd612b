import { join } from 'node:path'
import type { SessionStore } from '@ses/store'

/** Whatever writes a session notes it in one of these. */
const SIGNS = ['', '.index', '.index/journal', '.index/catalogue', 'index.json']

/** Calls `changed` after the sessions of a store have changed, looking every `everyMs`; the answer ends it. */
export function watchStore(store: SessionStore, everyMs: number, changed: () => Promise<void>): () => void {
  let seen = signOf(store)
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    const sign = signOf(store)
    if (sign === seen) return
    seen = sign
    busy = true
    try {
      await changed()
    } finally {
      busy = false
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function signOf({ directory, fs }: SessionStore): string {
  return SIGNS.map((name) => {
    const stat = fs.statSync(join(directory, name), { throwIfNoEntry: false })
    return stat === undefined ? '' : `${stat.size}-${stat.mtimeMs}-${stat.ino}`
  }).join('/')
}
