import { stat } from 'node:fs/promises'
import { parseDatabasePath } from './database-path.ts'

/** Whether a path that names a transcript, a session of a database among them, still leads to a file. */
export async function hasTranscript(path: string): Promise<boolean> {
  const exists = (file: string): Promise<boolean> =>
    stat(file).then(
      () => true,
      () => false,
    )
  const session = parseDatabasePath(path)
  return (await exists(path)) || (session !== undefined && (await exists(session.file)))
}
