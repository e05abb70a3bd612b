import type { SessionSubject } from '@ses/capture'
import {
  discoverTranscripts,
  findTranscripts,
  hasTranscript,
  isTranscriptName,
  type TranscriptDatabases,
  type TranscriptFile,
} from '@ses/sources'
import type { Context } from '../context.ts'
import { agentsOf } from '../import/choose-transcripts.ts'

/** The transcript where the hooks say it is, or where it was before; undefined when it has not been written, or has gone. */
export async function knownTranscript(
  { facts, projected }: SessionSubject,
  databases: TranscriptDatabases,
): Promise<TranscriptFile | undefined> {
  for (const path of new Set([facts.transcript, projected?.transcript?.path])) {
    if (path === null || path === undefined || !(await hasTranscript(path))) continue
    const [file] = (await findTranscripts([path], { databases })).transcripts
    if (file !== undefined) return file
  }
  return undefined
}

/** A transcript among the agent's own files that has the session's id in its name; whose it is, its content tells. */
export async function searchTranscript(
  { host }: Context,
  { id, agent }: Pick<SessionSubject, 'id' | 'agent'>,
  databases: TranscriptDatabases,
): Promise<TranscriptFile | undefined> {
  // Gemini CLI names its files after the first eight digits.
  const beginning = id.length > 12 ? id.slice(0, 8) : id
  const { transcripts } = await discoverTranscripts({
    env: host.env,
    home: host.home,
    platform: process.platform,
    agents: agentsOf(agent),
    databases,
    wanted: (path) => isTranscriptName(path) && (path.includes(beginning) || !/\.jsonl?$/i.test(path)),
  })
  return (
    transcripts.find(({ path }) => path.includes(id) || path.endsWith(`#${encodeURIComponent(id)}`)) ??
    transcripts.find(({ path }) => path.includes(beginning))
  )
}
