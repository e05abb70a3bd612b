import {
  type Archive,
  type ArchiveInput,
  type PartInput,
  planArchive,
  type TranscriptForm,
  type WrittenArchive,
  writeArchive,
} from '@ses/archive'
import { createMasker, type Masker } from '@ses/secrets'
import { glanceAtFile, readTranscript, type TranscriptFile } from '@ses/sources'
import type { Context } from '../context.ts'
import { ensureMaskingKey, readMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { maskTranscript } from './mask-transcript.ts'
import { readFacts, transcriptForm } from './transcript-facts.ts'

/** What became of a transcript. */
export interface ArchivedTranscript extends Omit<WrittenArchive, 'written'> {
  readonly path: string
  readonly id: string
  readonly agent: string
  /** Of the transcript and its sub-agents'. */
  readonly bytes: number
}

export interface ArchiverOptions {
  /** Overrides the name of the project. */
  readonly project?: string
  /** Agent that wrote the files; told from their content by default. */
  readonly agent?: string
  /** Says what would be done and writes nothing, not even a masking key. */
  readonly dryRun?: boolean
}

/** Archives transcripts with the rules of the config; every command that archives uses it, so that a session has one name. */
export interface Archiver {
  /** Throws `unknown_format`, `unreadable`, `not_found` for trouble with the file; `write_failed`, `locked` for the archive. */
  readonly archive: (file: TranscriptFile) => Promise<ArchivedTranscript>
}

/** Reads config and key once. Throws `config_invalid` or `masking_failed` before any transcript is read. */
export async function openArchiver(
  context: Context,
  archive: Archive,
  options: ArchiverOptions = {},
): Promise<Archiver> {
  const { masking } = await loadConfig(context)
  const key = options.dryRun === true ? readMaskingKey(context.places) : ensureMaskingKey(context.places)
  const masker = createMasker({ ...masking, ...(key === undefined ? {} : { key }) })
  return {
    archive: async (file) => {
      const input = await inputOf(file, masker, options)
      const { session, main, subagents = [] } = input
      const { name, outcome } =
        options.dryRun === true ? planArchive(archive, input) : await writeArchive(archive, input)
      context.debug('archived', { path: file.path, name, outcome })
      const bytes = [main, ...subagents].reduce((sum, { source }) => sum + source.bytes, 0)
      return { path: file.path, id: session.id, agent: session.agent, name, outcome, bytes }
    },
  }
}

async function inputOf(file: TranscriptFile, masker: Masker, options: ArchiverOptions): Promise<ArchiveInput> {
  const { form, ...facts } = await readFacts(file.path, masker, options.agent)
  const subagents: PartInput[] = []
  for (const { path, agentType, callId } of file.subagents) {
    subagents.push({
      ...(await partOf(path, await transcriptForm(path), masker)),
      ...(agentType === undefined ? {} : { agentType }),
      ...(callId === undefined ? {} : { callId }),
    })
  }
  return {
    session: { ...facts, project: options.project ?? projectOf(facts.cwd) },
    ruleSet: masker.ruleSet,
    main: await partOf(file.path, form, masker),
    subagents,
  }
}

async function partOf(path: string, form: TranscriptForm, masker: Masker): Promise<PartInput> {
  const { fingerprint } = await glanceAtFile(path)
  const { size, mtimeMs, hash } = fingerprint
  const source = { path, bytes: size, fingerprint: `${size}-${mtimeMs}-${hash}` }
  return { source, form, ...maskTranscript(readTranscript(path), form, masker) }
}

/** The last part of the directory the session started in. */
function projectOf(cwd: string | undefined): string {
  return cwd?.split(/[/\\]/).findLast((part) => part !== '') ?? 'unknown'
}
