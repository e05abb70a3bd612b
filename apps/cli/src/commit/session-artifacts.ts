import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { listArchive, readBytes, type TranscriptForm } from '@ses/archive'
import type { KeptTranscript } from '@ses/checkpoints'
import type { Masker } from '@ses/secrets'
import { findTranscripts, hasTranscript, readTranscript } from '@ses/sources'
import { readMetadata } from '@ses/store'
import { archiveOf } from '../archive/archive-place.ts'
import { maskTranscript } from '../archive/mask-transcript.ts'
import { transcriptForm } from '../archive/transcript-facts.ts'
import type { Context } from '../context.ts'

/** What is kept of a session. Every byte of it is masked. */
export interface SessionArtifacts {
  readonly files: ReadonlyMap<string, string | Uint8Array>
  readonly transcript?: KeptTranscript
  readonly leftOut: readonly string[]
}

/** Hosts refuse files of more than 100 MB, and warn above 50. */
const MOST_BYTES = 48 << 20

/** A session in a database has a name that is no file's. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

const PROJECTIONS = ['summary.json', 'summary.txt', 'context.md', 'prompts.txt', 'search.txt', 'ai-summary.md']

/** Reads the files of a session and masks its transcript as it is now. */
export async function sessionArtifacts(context: Context, folder: string, masker: Masker): Promise<SessionArtifacts> {
  const { store } = context
  const files = new Map<string, string | Uint8Array>()
  const leftOut: string[] = []
  for (const name of PROJECTIONS) {
    const content = readSmall(join(store.directory, folder, name))
    if (content === 'too large') leftOut.push(`${name}: too large`)
    else if (content !== undefined) files.set(name, content)
  }
  const metadata = readMetadata(store, folder)
  if (metadata !== undefined) {
    // Paths of this machine are nothing to others.
    files.set('metadata.json', `${JSON.stringify({ ...metadata, transcript: null, other_transcripts: [] }, null, 2)}\n`)
  }
  const kept = metadata === undefined ? undefined : await transcriptOf(context, metadata, masker)
  if (kept === 'too large') leftOut.push('transcript: too large')
  else if (kept !== undefined) {
    const name = `transcript.${kept.form === 'text' ? 'txt' : kept.form}`
    files.set(name, kept.text)
    if (kept.subagents > 0) leftOut.push(`transcripts of sub-agents: ${kept.subagents}`)
    const cwd = metadata?.cwd
    const base = basename(kept.path)
    const file = FILE.test(base) ? base : name
    const transcript = { name, file, ...(cwd == null ? {} : { cwd }) }
    return { files, leftOut, transcript }
  }
  const events = readSmall(join(store.directory, folder, 'events.jsonl'))
  if (events === 'too large') leftOut.push('events.jsonl: too large')
  else if (events !== undefined) files.set('events.jsonl', events)
  return { files, leftOut }
}

interface ReadTranscript {
  readonly path: string
  readonly form: TranscriptForm
  readonly text: Buffer
  readonly subagents: number
}

/** The agent's own transcript, masked now, or where it has gone the archived one. */
async function transcriptOf(
  context: Context,
  { session_id: id, agent, transcript }: NonNullable<ReturnType<typeof readMetadata>>,
  masker: Masker,
): Promise<ReadTranscript | 'too large' | undefined> {
  const path = transcript?.path
  if (path !== undefined && (await hasTranscript(path))) {
    const [file] = (await findTranscripts([path])).transcripts
    if (file !== undefined) {
      if (file.fingerprint.size > MOST_BYTES) return 'too large'
      const form = await transcriptForm(file, {})
      const text = await gather(maskTranscript(readTranscript(file), form, masker).text)
      return text === undefined ? 'too large' : { path: file.path, form, text, subagents: file.subagents.length }
    }
  }
  const archive = archiveOf(context)
  const archived = listArchive(archive).sessions.find(({ head }) => head.session_id === id && head.agent === agent)
  if (archived?.main === undefined) return undefined
  const text = await gather(readBytes(archive, archived.main))
  const { source, format } = archived.main.part
  return text === undefined
    ? 'too large'
    : { path: source.path, form: format, text, subagents: archived.subagents.length }
}

async function gather(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk)
    size += part.length
    if (size > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function readSmall(path: string): Buffer | 'too large' | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) return undefined
  return stat.size > MOST_BYTES ? 'too large' : readFileSync(path)
}
