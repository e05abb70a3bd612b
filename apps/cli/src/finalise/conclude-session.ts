import type { SessionSubject } from '@ses/capture'
import { type Masker, maskJsonLine } from '@ses/secrets'
import type { TranscriptDatabases, TranscriptFile } from '@ses/sources'
import { readSummary } from '@ses/store'
import { enqueueWebhook } from '@ses/webhooks'
import type { Context } from '../context.ts'
import { openAlongArchiver } from '../import/archive-along.ts'
import { usableWebhook } from '../webhook/usable-webhook.ts'

/** What is done once when a session has ended: its transcript is archived, and `session.ended` is queued. */
export async function concludeSession(
  context: Context,
  { folder, id, agent }: SessionSubject,
  key: string,
  file: TranscriptFile | undefined,
  masker: Masker,
  databases: TranscriptDatabases,
): Promise<void> {
  const { store, host } = context
  if (file !== undefined) {
    const { archive, tally } = await openAlongArchiver(context, { databases, agent })
    await archive(file, 'updated')
    for (const { path, message } of tally.failed) context.debug('not archived', { path, message })
  }
  const summary = readSummary(store, folder)
  if (summary === undefined) return
  const settings = await usableWebhook(context)
  const { state } = await enqueueWebhook({
    event: 'session.ended',
    payload: summary,
    folder: store.directory,
    settings,
    mask: (json) => maskJsonLine(json, masker),
    now: host.now(),
    key: `${agent}\0${id}\0${key}`,
    fs: store.fs,
  })
  context.debug('session ended', { folder, webhook: state })
}
