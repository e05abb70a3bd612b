import {
  type Archive,
  type ArchivedSource,
  type ArchiveInput,
  filesOf,
  listArchive,
  type PartInput,
  planArchive,
  type SubagentInput,
  type WrittenArchive,
  writeArchive,
} from '@ses/archive'
import { createMasker, type Masker } from '@ses/secrets'
import { readTranscript, type TranscriptDatabases, type TranscriptFile } from '@ses/sources'
import type { Context } from '../context.ts'
import { ensureMaskingKey, readMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { maskTranscript } from './mask-transcript.ts'
import { sourceState, type TranscriptParts } from './source-state.ts'
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
  /** Agent that wrote the files; told from where they were found and from their content by default. */
  readonly agent?: string
  /** Says what would be done and writes nothing, not even a masking key. */
  readonly dryRun?: boolean
  /** Where sessions of databases are read from; without it each is opened anew. */
  readonly databases?: TranscriptDatabases
}

/** Archives transcripts with the rules of the config; every command that archives uses it, so that a session has one name. */
export interface Archiver {
  /** Throws `unknown_format`, `unreadable`, `not_found` for trouble with the file; `write_failed`, `locked` for the archive. */
  readonly archive: (file: TranscriptFile) => Promise<ArchivedTranscript>
  /** Whether the archive held that very state of the file, by the same rules, when the archiver was opened; reads no transcript. */
  readonly holds: (file: TranscriptFile) => Promise<boolean>
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
  let held: ReadonlySet<string> | undefined
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
    holds: async (file) => {
      held ??= statesIn(archive, masker.ruleSet)
      for (const part of [file, ...file.subagents]) {
        const state = await sourceState(part, file).catch(() => undefined)
        if (state === undefined || !held.has(keyOf(state))) return false
      }
      return true
    },
  }
}

/** The states of sources that were archived by these rules. */
function statesIn(archive: Archive, ruleSet: string): ReadonlySet<string> {
  const parts = listArchive(archive).sessions.flatMap(filesOf)
  return new Set(parts.filter(({ part }) => part.rule_set === ruleSet).map(({ part }) => keyOf(part.source)))
}

function keyOf({ path, fingerprint }: ArchivedSource): string {
  return `${path}\n${fingerprint}`
}

async function inputOf(file: TranscriptFile, masker: Masker, options: ArchiverOptions): Promise<ArchiveInput> {
  const { agent, databases } = options
  const reading = databases === undefined ? {} : { databases }
  const { form, ...facts } = await readFacts(file, masker, { ...reading, ...(agent === undefined ? {} : { agent }) })
  const partOf = async (part: TranscriptParts, partForm: typeof form): Promise<PartInput> => {
    const bytes = readTranscript(part, reading)
    const text = maskTranscript(part.parts === undefined ? bytes : withoutEmptyLines(bytes), partForm, masker)
    return { source: await sourceState(part, file), form: partForm, ...text }
  }
  const subagents: SubagentInput[] = []
  for (const part of file.subagents) {
    const { agentType, callId } = part
    subagents.push({
      ...(await partOf(part, await transcriptForm(part, reading))),
      ...(agentType === undefined ? {} : { agentType }),
      ...(callId === undefined ? {} : { callId }),
    })
  }
  return {
    session: { ...facts, project: options.project ?? projectOf(facts.cwd) },
    ruleSet: masker.ruleSet,
    main: await partOf(file, form),
    subagents,
  }
}

/** Leaves out the line ends that are put between files which end in one themselves. */
async function* withoutEmptyLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let last: number | undefined = NEWLINE
  for await (const chunk of chunks) {
    if (last === NEWLINE && chunk.length === 1 && chunk[0] === NEWLINE) continue
    last = chunk.at(-1)
    yield chunk
  }
}

const NEWLINE = 10

/** The last part of the directory the session started in. */
function projectOf(cwd: string | undefined): string {
  return cwd?.split(/[/\\]/).findLast((part) => part !== '') ?? 'unknown'
}
