import { createTranscriptParser, usageOnly } from '@ses/agents'
import type { Parsed, Session } from '@ses/model'
import { readTranscript, type TranscriptDatabases, type TranscriptFile } from '@ses/sources'
import { agentsOf } from '../import/choose-transcripts.ts'

const CHUNK_BYTES = 256 * 1024

/** The first 256 KB of a transcript, without texts other than paths: enough to tell whose it is, when it began, and how well it is known. */
export async function readBeginning(
  file: TranscriptFile,
  agent: string,
  databases: TranscriptDatabases,
): Promise<Parsed<Session>> {
  const parser = createTranscriptParser(usageOnly, {
    path: file.path,
    agents: agentsOf(agent),
  })
  let read = 0
  for await (const chunk of readTranscript(file, { databases, chunkBytes: CHUNK_BYTES })) {
    parser.push(chunk)
    read += chunk.length
    if (read >= CHUNK_BYTES) break
  }
  return parser.end()
}
