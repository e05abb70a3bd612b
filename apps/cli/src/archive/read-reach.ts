import { createTranscriptParser } from '@ses/agents'
import { type Archive, type Pseudonym, readBytes, type SoundFile } from '@ses/archive'
import type { Masked, ToolCallEvent } from '@ses/model'

/** Where a secret may be besides the transcript. */
export interface Reach {
  /** Files that a tool call with the secret in its arguments or output touched. */
  readonly files: readonly string[]
  /** Commits of the session from the secret's first occurrence on: what may hold it. */
  readonly commits: readonly { readonly sha: string; readonly subject: string | null }[]
}

/** Reads what the sessions' tool calls say, keeping of each text no more than whether the secret is in it. */
export async function readReach(
  archive: Archive,
  files: readonly SoundFile[],
  { digits, rule }: Pseudonym,
): Promise<Reach> {
  const pattern = new RegExp(`\\[masked:${rule ?? '[a-z0-9_-]{1,64}'}:${digits}\\]`)
  const touched = new Set<string>()
  const commits = new Map<string, Reach['commits'][number]>()
  for (const file of files) {
    const parser = createTranscriptParser<Masked>(
      (text, role) =>
        (role === 'path' || role === 'detail' ? text : pattern.test(text) ? `[masked:x:${digits}]` : '') as Masked,
      { agent: file.part.agent, path: file.part.source.path },
    )
    for await (const chunk of readBytes(archive, file)) parser.push(chunk)
    let seen = false
    for (const event of parser.end().value.events) {
      const here = JSON.stringify(event).includes(`:${digits}]`)
      seen ||= here
      if (event.type !== 'tool') continue
      if (here) for (const { path } of event.files) touched.add(path)
      if (seen) for (const commit of commitsOf(event)) commits.set(commit.sha, commit)
    }
  }
  return { files: [...touched].sort(), commits: [...commits.values()] }
}

function commitsOf({ commits = [] }: ToolCallEvent<Masked>): Reach['commits'] {
  return commits.map(({ sha, subject }) => ({ sha, subject: subject || null }))
}
