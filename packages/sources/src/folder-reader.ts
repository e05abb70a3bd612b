import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './error-code.ts'
import { type SkippedPath, skippedBy } from './skipped-path.ts'

/** A folder's names by what they are; links count as what they lead to. */
interface FolderContent {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** Reads each folder once, however many globs pass through it. */
export interface FolderReader {
  /** Empty for what is no folder or not there. */
  readonly read: (folder: string) => Promise<FolderContent>
  /** The folder without links in its path; undefined when there is none. */
  readonly real: (folder: string) => Promise<string | undefined>
  /** Folders that are there but may not be read. */
  readonly skipped: readonly SkippedPath[]
}

const NOTHING: FolderContent = { files: [], folders: [] }

/** A reader that has read nothing yet. */
export function createFolderReader(): FolderReader {
  const known = new Map<string, Promise<FolderContent>>()
  const skipped: SkippedPath[] = []
  const load = async (folder: string): Promise<FolderContent> => {
    try {
      const files: string[] = []
      const folders: string[] = []
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const kind = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => undefined) : entry
        if (kind?.isFile()) files.push(entry.name)
        else if (kind?.isDirectory()) folders.push(entry.name)
      }
      return { files: files.sort(), folders: folders.sort() }
    } catch (error) {
      const code = codeOf(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR') skipped.push(skippedBy(folder, error))
      return NOTHING
    }
  }
  return {
    skipped,
    real: (folder) => realpath(folder).catch(() => undefined),
    read: (folder) => {
      let content = known.get(folder)
      if (content === undefined) {
        content = load(folder)
        known.set(folder, content)
      }
      return content
    },
  }
}
