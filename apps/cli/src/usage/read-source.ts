import { createTranscriptParser, usageOnly } from '@ses/agents'
import type { Session } from '@ses/model'
import { createTranscriptDatabases, findTranscripts, readTranscript, type TranscriptSource } from '@ses/sources'

/**
 * Every session of a source, read in full but for its texts. What no agent is known to have written gives nothing. Throws `not_found`
 * or `unreadable`.
 */
export async function readSource({ path, parts, database }: TranscriptSource): Promise<Session[]> {
  const found: Session[] = []
  const databases = createTranscriptDatabases()
  try {
    const sources = database === true ? (await findTranscripts([path], { databases })).transcripts : [{ path, parts }]
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
