import { SesError } from '@ses/model'

/** Why one transcript cannot be archived, in words. */
export interface ArchiveTrouble {
  readonly reason: 'unknown_format' | 'not_found' | 'unreadable'
  readonly message: string
}

/** The trouble with a transcript that an error tells of; undefined for trouble with the archive or the config, and for bugs. */
export function archiveTrouble(error: unknown): ArchiveTrouble | undefined {
  if (error instanceof SesError) {
    const { code } = error
    if (code === 'unknown_format') return { reason: code, message: 'no known agent writes such a file' }
    if (code === 'not_found') return { reason: code, message: 'it has gone' }
    return code === 'unreadable' ? { reason: code, message: 'it cannot be read' } : undefined
  }
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return undefined
  return { reason: 'unreadable', message: `it cannot be read (${code})` }
}
