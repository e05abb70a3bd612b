import { createTranscriptParser, usageOnly } from '@ses/agents'
import { SesError, type Session } from '@ses/model'
import {
  createTranscriptDatabases,
  findTranscripts,
  readTranscript,
  type TranscriptDatabases,
  type TranscriptFile,
  type TranscriptSource,
} from '@ses/sources'

/**
 * Every session of a source, read in full but for its texts. What no agent is known to have written gives nothing. Throws `not_found`
 * or `unreadable`.
 */
export async function readSource({ path, parts, database }: TranscriptSource): Promise<Session[]> {
  const found: Session[] = []
  const databases = createTranscriptDatabases()
  try {
    const sources = database === true ? await sessionsIn(path, databases) : [{ path, parts }]
    for (const source of sources) {
      const parser = createTranscriptParser(usageOnly, { path: source.path })
      const files = source.parts === undefined ? source.path : { path: source.path, parts: source.parts }
      for await (const chunk of readTranscript(files, { databases })) parser.push(chunk)
      const { value } = parser.end()
      if (value.agent !== 'unknown') found.push(value)
    }
  } finally {
    databases.close()
  }
  return found
}

/** Sessions of a database; none for one of no known agent. */
async function sessionsIn(path: string, databases: TranscriptDatabases): Promise<readonly TranscriptFile[]> {
  const { transcripts, skipped } = await findTranscripts([path], { databases })
  const [skip] = skipped
  if (transcripts.length > 0 || skip === undefined || skip.reason === 'unknown_format') return transcripts
  const reason = /^E[A-Z]+$/.test(skip.message) ? skip.message : 'damaged'
  throw new SesError(skip.reason === 'missing' ? 'not_found' : 'unreadable', path, { data: { path, reason } })
}
