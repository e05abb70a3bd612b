import { type ArchiveFs, systemFs } from './archive-fs.ts'

/** A folder of archived transcripts. */
export interface Archive {
  readonly directory: string
  readonly fs: ArchiveFs
  /** Epoch milliseconds. */
  readonly now: () => number
}

export interface OpenArchiveOptions {
  /** Default: the machine's own file system. */
  readonly fs?: ArchiveFs
  /** Default: the machine's clock. */
  readonly now?: () => number
}

/** Names an archive. Touches nothing: folders are made by the first write. */
export function openArchive(directory: string, options: OpenArchiveOptions = {}): Archive {
  return { directory, fs: options.fs ?? systemFs, now: options.now ?? Date.now }
}
