import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type SkippedPath, skippedBy } from './skipped-path.ts'

/** Files of a tree in the order of their names, and what could not be looked at. */
export interface WalkedFiles {
  readonly files: readonly string[]
  readonly skipped: readonly SkippedPath[]
}

/** Folders that never hold transcripts of their own but may hold very many files. */
const CLOSED = new Set(['node_modules', '.git', '.ses-logs'])

/** Lists the files below a directory whose path `wanted` accepts. Links are followed; no directory is entered twice. */
export async function walkFiles(directory: string, wanted: (path: string) => boolean): Promise<WalkedFiles> {
  const files: string[] = []
  const skipped: SkippedPath[] = []
  const entered = new Set<string>()
  const open = [directory]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    try {
      const real = await realpath(folder)
      if (entered.has(real)) {
        skipped.push({
          path: folder,
          reason: 'loop',
          message: 'a symbolic link to a directory that was searched already',
        })
        continue
      }
      entered.add(real)
      const deeper: string[] = []
      for (const entry of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
        const path = join(folder, entry.name)
        const kind = entry.isSymbolicLink() ? await kindBehindLink(path, skipped) : kindOf(entry)
        if (kind === 'directory') {
          if (!CLOSED.has(entry.name)) deeper.push(path)
        } else if (wanted(path)) {
          if (kind === 'file') files.push(path)
          else if (kind === 'special')
            skipped.push({ path, reason: 'special', message: 'neither a file nor a directory' })
        }
      }
      open.push(...deeper.reverse())
    } catch (error) {
      skipped.push(skippedBy(folder, error))
    }
  }
  return { files, skipped }
}

type Kind = 'file' | 'directory' | 'special'

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'special'
}

async function kindBehindLink(path: string, skipped: SkippedPath[]): Promise<Kind | undefined> {
  try {
    return kindOf(await stat(path))
  } catch (error) {
    // A link to nothing is no loss unless the link itself cannot be read.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') skipped.push(skippedBy(path, error))
    else await lstat(path).catch((cause: unknown) => skipped.push(skippedBy(path, cause)))
    return undefined
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}
