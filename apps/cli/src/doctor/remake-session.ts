import { join } from 'node:path'
import { readState } from '@ses/capture'
import { createTranscriptDatabases } from '@ses/sources'
import { readMetadata, readSummary } from '@ses/store'
import type { Context } from '../context.ts'
import { searchTranscript } from '../finalise/locate-transcript.ts'
import { sweep } from '../finalise/sweep.ts'
import { sweepTimes } from '../finalise/sweep-times.ts'
import { chooseTranscripts } from '../import/choose-transcripts.ts'
import { importTranscripts } from '../import/import-transcripts.ts'
import { openScanCache } from '../import/scan-cache.ts'

/**
 * Makes the projections of a session anew, from its events and its transcript as far as they are there; leaves it as it is when they are
 * not. Its end is announced once, however often this is done.
 */
export async function remakeSession(context: Context, folder: string): Promise<void> {
  const { store, host } = context
  const path = join(store.directory, folder)
  if (store.fs.statSync(join(path, 'events.jsonl'), { throwIfNoEntry: false }) !== undefined) {
    // Without it all is done again.
    store.fs.rmSync(join(path, 'state.json'), { force: true })
    await sweep(context, { ...sweepTimes, settleMs: 0, now: host.now, folders: [folder] })
    return
  }
  const databases = createTranscriptDatabases()
  try {
    const transcript = await transcriptOf(context, folder, databases)
    if (transcript === undefined) return
    const cache = openScanCache(context)
    const chosen = await chooseTranscripts(context, { paths: [transcript] }, { databases, memory: cache.databases })
    const options = { force: true, archive: false, named: chosen.named, cache, databases, onProgress: () => {} }
    await importTranscripts(context, chosen, options)
  } finally {
    databases.close()
  }
}

/** Where the folder says that it is, else by the session's id. */
async function transcriptOf(
  context: Context,
  folder: string,
  databases: ReturnType<typeof createTranscriptDatabases>,
): Promise<string | undefined> {
  const { store } = context
  const metadata = readMetadata(store, folder)
  if (metadata?.transcript != null) return metadata.transcript.path
  const session = readSummary(store, folder)?.session
  const state = readState(store, folder)
  const agent = session?.agent ?? state?.agent
  const subject = agent === undefined ? undefined : { id: session?.id ?? state?.session_id ?? folder, agent }
  return subject === undefined ? undefined : (await searchTranscript(context, subject, databases))?.path
}
