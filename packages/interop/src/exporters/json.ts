import type { Exporter } from '../exporter.ts'

/** The summaries, version 2.0, in one document. */
export const json: Exporter = {
  id: 'json',
  title: 'one document with every summary',
  extension: 'json',
  mediaType: 'application/json',
  write: (sessions) =>
    `${JSON.stringify({ schema_version: 1, sessions: sessions.map(({ summary }) => summary) }, null, 2)}\n`,
}
