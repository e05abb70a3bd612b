import type { TranscriptDatabases, TranscriptFile } from '@ses/sources'
import type { WrittenSession } from '@ses/store'
import { archiveOf } from '../archive/archive-place.ts'
import { archiveTranscript } from '../archive/archive-transcript.ts'
import { openArchiver } from '../archive/open-archiver.ts'
import type { Context } from '../context.ts'
import { loadConfig } from '../settings.ts'

/** What became of the transcripts in the archive. */
export interface ArchiveTally {
  created: number
  updated: number
  /** Earlier states of archived sessions included. */
  unchanged: number
  readonly failed: { readonly path: string; readonly message: string }[]
}

/** Archives transcripts as they are imported. */
export interface AlongArchiver {
  /** Throws what could mean that something is not masked; all other trouble is counted. */
  readonly archive: (file: TranscriptFile, imported: WrittenSession['outcome']) => Promise<void>
  readonly tally: Readonly<ArchiveTally>
}

const DAY_MS = 86_400_000

/** Opens the user's archive. What `retention.archive_days` would let go is not taken in. */
export async function openAlongArchiver(
  context: Context,
  { databases, agent }: { readonly databases: TranscriptDatabases; readonly agent?: string },
): Promise<AlongArchiver> {
  const archiver = await openArchiver(context, archiveOf(context), {
    databases,
    ...(agent === undefined ? {} : { agent }),
  })
  const { retention } = await loadConfig(context)
  const days = retention?.archive_days
  const since = days === undefined ? Number.NEGATIVE_INFINITY : context.host.now() - days * DAY_MS
  const tally: ArchiveTally = { created: 0, updated: 0, unchanged: 0, failed: [] }
  return {
    tally,
    archive: async (file, imported) => {
      if (file.fingerprint.mtimeMs < since) return
      if (imported === 'unchanged' && (await archiver.holds(file))) {
        tally.unchanged += 1
        return
      }
      const done = await archiveTranscript(context, archiver, file)
      if (done.outcome === 'failed') tally.failed.push({ path: file.path, message: done.message })
      else tally[done.outcome === 'older' ? 'unchanged' : done.outcome] += 1
    },
  }
}
