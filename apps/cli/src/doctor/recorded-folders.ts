import { join } from 'node:path'
import { isMissing, type SessionStore } from '@ses/store'

/** A session's folder that hook events were recorded in. */
export interface RecordedFolder {
  readonly folder: string
  /** Of events.jsonl: time of the last event, epoch milliseconds. */
  readonly changedAt: number
}

/** All of them, sorted by name. */
export function recordedFolders({ fs, directory }: SessionStore): RecordedFolder[] {
  try {
    return fs
      .readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort()
      .flatMap((folder) => {
        const stat = fs.statSync(join(directory, folder, 'events.jsonl'), { throwIfNoEntry: false })
        return stat === undefined ? [] : [{ folder, changedAt: stat.mtimeMs }]
      })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
