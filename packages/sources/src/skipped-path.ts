import { SesError } from '@ses/model'
import { codeOf } from './error-code.ts'

/** A path that was looked at and left out. */
export interface SkippedPath {
  readonly path: string
  readonly reason: SkipReason
  /** The system's own words where it refused, else the same for every path of a reason. */
  readonly message: string
  /** Agent in whose folders it was met. */
  readonly agent?: string
}

/**
 * `missing`: nothing there; `loop`: a link to a directory seen before; `special`: neither file nor directory; `unknown_format`: a
 * database of no known agent.
 */
export type SkipReason = 'missing' | 'unreadable' | 'loop' | 'binary' | 'special' | 'unknown_format'

/** Turns what a file system call or a database threw into a skip. */
export function skippedBy(path: string, error: unknown): SkippedPath {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'ENOENT' || code === 'not_found')
    return { path, reason: 'missing', message: 'no such file or directory' }
  if (code === 'ELOOP') return { path, reason: 'loop', message: 'a symbolic link that leads to itself' }
  if (error instanceof SesError) {
    const [, detail = message] = /\(([^()]*)\)$/.exec(message) ?? []
    return { path, reason: code === 'unknown_format' ? 'unknown_format' : 'unreadable', message: detail }
  }
  return { path, reason: 'unreadable', message: code ?? message }
}
