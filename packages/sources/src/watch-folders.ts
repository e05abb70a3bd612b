import { type FSWatcher, watch } from 'node:fs'

/** Tells of changes in folders, as far as the system does. */
export interface FolderWatch {
  /** Watches these folders from now on, and no longer those that are not among them. */
  readonly set: (folders: readonly string[]) => void
  readonly close: () => void
}

/** Opens a watch on one folder and all below it; may throw where the system has no such thing, or no room for more. */
export type OpenWatch = (folder: string, changed: () => void, failed: () => void) => { readonly close: () => void }

/** Calls `changed` for any change below the folders. One that cannot be watched is passed over: whoever polls sees it too. */
export function watchFolders(changed: () => void, open: OpenWatch = openFsWatch): FolderWatch {
  const watches = new Map<string, { close: () => void } | undefined>()
  const drop = (folder: string): void => {
    watches.get(folder)?.close()
    watches.delete(folder)
  }
  return {
    set: (folders) => {
      for (const folder of watches.keys()) if (!folders.includes(folder)) drop(folder)
      for (const folder of folders) {
        if (watches.has(folder)) continue
        watches.set(folder, undefined)
        try {
          const opened = open(folder, changed, () => {
            watches.get(folder)?.close()
            watches.set(folder, undefined)
          })
          watches.set(folder, opened)
        } catch {
          // Remembered as not watchable, so that it is not tried again and again.
        }
      }
    },
    close: () => {
      for (const folder of [...watches.keys()]) drop(folder)
    },
  }
}

function openFsWatch(folder: string, changed: () => void, failed: () => void): FSWatcher {
  const watcher = watch(folder, { recursive: true, persistent: false }, changed)
  watcher.on('error', failed)
  return watcher
}
