import { join } from 'node:path'
import { isMissing, type StoreFs } from '@ses/store'

/** Folder of the marks, below `.ses-logs`. */
const LIVE = '.live'

/**
 * Marks a session's folder as one that has work left. Call after the event was appended: whoever takes a mark off looks at the events
 * again afterwards, so that no event is overlooked whichever comes first. An empty file; making it again costs one failed `open`.
 */
export function markLive(
  fs: Pick<StoreFs, 'mkdirSync' | 'openSync' | 'closeSync'>,
  logs: string,
  folder: string,
): void {
  const path = join(logs, LIVE, folder)
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT') throw error
    fs.mkdirSync(join(logs, LIVE), { recursive: true, mode: 0o700 })
    fs.closeSync(fs.openSync(path, 'a', 0o600))
  }
}

/** Takes the mark off. */
export function unmarkLive(fs: Pick<StoreFs, 'rmSync'>, logs: string, folder: string): void {
  fs.rmSync(join(logs, LIVE, folder), { force: true })
}

/** Names of the folders with work left, sorted; as many as there are sessions at work, however many there are in all. */
export function listLive(fs: Pick<StoreFs, 'readdirSync'>, logs: string): string[] {
  try {
    return fs.readdirSync(join(logs, LIVE)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
