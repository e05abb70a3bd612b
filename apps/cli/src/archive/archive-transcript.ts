import { SesError } from '@ses/model'
import type { TranscriptFile } from '@ses/sources'
import type { Context } from '../context.ts'
import { archiveTrouble } from './archive-trouble.ts'
import type { Archiver } from './open-archiver.ts'

/** What became of a transcript that was archived along with other work. `failed`: it is not archived, and that work goes on. */
export type ArchivedAlong =
  | { readonly outcome: 'created' | 'updated' | 'unchanged' | 'older' }
  | { readonly outcome: 'failed'; readonly message: string }

/**
 * Archives a transcript while it is imported, watched or finalised. Trouble with the file or the archive (full, read-only, busy) is an
 * outcome; what could mean that something is not masked is thrown: `masking_failed`, `config_invalid`, and bugs.
 */
export async function archiveTranscript(
  context: Context,
  archiver: Archiver,
  file: TranscriptFile,
): Promise<ArchivedAlong> {
  try {
    const { outcome } = await archiver.archive(file)
    return { outcome }
  } catch (error) {
    const message = messageOf(error)
    if (message === undefined) throw error
    context.debug('not archived', { path: file.path, error: String(error) })
    return { outcome: 'failed', message }
  }
}

function messageOf(error: unknown): string | undefined {
  const trouble = archiveTrouble(error)
  if (trouble !== undefined) return trouble.message
  if (!(error instanceof SesError)) return undefined
  if (error.code === 'write_failed') return `the archive cannot be written: ${error.message}`
  return error.code === 'locked' ? 'another ses is writing that archive' : undefined
}
