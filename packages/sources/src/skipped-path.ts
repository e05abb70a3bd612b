/** A path that was looked at and left out. */
export interface SkippedPath {
  readonly path: string
  readonly reason: SkipReason
  /** The system's own words where it refused, else the same for every path of a reason. */
  readonly message: string
}

/** `missing`: nothing there; `loop`: a link to a directory seen before; `special`: neither file nor directory. */
export type SkipReason = 'missing' | 'unreadable' | 'loop' | 'binary' | 'special'

/** Turns what a file system call threw into a skip. */
export function skippedBy(path: string, error: unknown): SkippedPath {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return { path, reason: 'missing', message: 'no such file or directory' }
  if (code === 'ELOOP') return { path, reason: 'loop', message: 'a symbolic link that leads to itself' }
  return { path, reason: 'unreadable', message: code ?? message }
}
