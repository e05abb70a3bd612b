import { createTranscriptParser, type ParseOptions } from '@ses/agents'
import type { TranscriptForm } from '@ses/archive'
import { type Masked, SesError } from '@ses/model'
import type { Masker } from '@ses/secrets'
import { type ReadTranscriptOptions, readTranscript, type TranscriptFile } from '@ses/sources'
import { agentsOf } from '../import/choose-transcripts.ts'
import { isInDatabase, type TranscriptParts } from './source-state.ts'
import { formOf } from './transcript-form.ts'

/** What an archive is filed under. */
export interface TranscriptFacts {
  readonly id: string
  readonly agent: string
  readonly cwd?: Masked
  /** Epoch milliseconds: the earliest time in the beginning of the transcript, so that it stays when the transcript grows. */
  readonly startedAt?: number
  readonly form: TranscriptForm
}

export interface FactsOptions extends ReadTranscriptOptions {
  /** Agent that wrote it; by default the one in whose folders it was found is asked first, then its content. */
  readonly agent?: string
}

const FIRST_LOOK = 256 * 1024
const HEAD_BYTES = 64 * 1024

/** Reads as much of a transcript as tells whose it is and when it began. Throws `unknown_format` when no agent wrote it. */
export async function readFacts(
  file: TranscriptFile,
  masker: Masker,
  { agent, ...reading }: FactsOptions = {},
): Promise<TranscriptFacts> {
  const form = await transcriptForm(file, reading)
  const facts =
    agent === undefined && file.agent !== undefined
      ? await factsBy(file, { agents: agentsOf(file.agent) }, masker, reading)
      : undefined
  const found = facts ?? (await factsBy(file, agent === undefined ? {} : { agent }, masker, reading))
  if (found === undefined) throw new SesError('unknown_format', file.path, { data: { path: file.path } })
  return { ...found, form }
}

async function factsBy(
  file: TranscriptFile,
  choice: Pick<ParseOptions, 'agent' | 'agents'>,
  masker: Masker,
  reading: ReadTranscriptOptions,
): Promise<Omit<TranscriptFacts, 'form'> | undefined> {
  for (let look = FIRST_LOOK; ; look *= 8) {
    const parser = createTranscriptParser<Masked>(
      (text, role) => (role === 'path' ? masker.mask(text).text : ('' as Masked)),
      { path: file.path, ...choice },
    )
    let bytes = 0
    for await (const chunk of readTranscript(file, { ...reading, chunkBytes: FIRST_LOOK })) {
      parser.push(chunk.subarray(0, look - bytes))
      bytes += chunk.length
      if (bytes >= look) break
    }
    const { agent, id, cwd, startedAt } = parser.end().value
    if (bytes < look && agent === 'unknown') return undefined
    if (bytes < look || (agent !== 'unknown' && startedAt !== undefined)) {
      return {
        id,
        agent,
        ...(cwd === undefined ? {} : { cwd }),
        ...(startedAt === undefined ? {} : { startedAt }),
      }
    }
  }
}

/** The form of a text by its first 64 KiB; what is put together from rows or documents has one of them a line. */
export async function transcriptForm(
  { path, parts }: TranscriptParts,
  reading: ReadTranscriptOptions,
): Promise<TranscriptForm> {
  if (parts !== undefined || isInDatabase(path)) return 'jsonl'
  for await (const head of readTranscript(path, { ...reading, chunkBytes: HEAD_BYTES })) return formOf(head)
  return formOf(new Uint8Array())
}
