import { open } from 'node:fs/promises'
import { createTranscriptParser } from '@ses/agents'
import type { TranscriptForm } from '@ses/archive'
import { type Masked, SesError } from '@ses/model'
import type { Masker } from '@ses/secrets'
import { readTranscript } from '@ses/sources'
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

const FIRST_LOOK = 256 * 1024
const HEAD_BYTES = 64 * 1024

/** Reads as much of a transcript as tells whose it is and when it began. Throws `unknown_format` when no agent wrote it. */
export async function readFacts(path: string, masker: Masker, agent?: string): Promise<TranscriptFacts> {
  const form = await transcriptForm(path)
  for (let look = FIRST_LOOK; ; look *= 8) {
    const parser = createTranscriptParser<Masked>(
      (text, role) => (role === 'path' ? masker.mask(text).text : ('' as Masked)),
      { path, ...(agent === undefined ? {} : { agent }) },
    )
    let bytes = 0
    for await (const chunk of readTranscript(path)) {
      parser.push(chunk.subarray(0, look - bytes))
      bytes += chunk.length
      if (bytes >= look) break
    }
    const { value } = parser.end()
    if (bytes < look && value.agent === 'unknown') throw new SesError('unknown_format', path, { data: { path } })
    if (bytes < look || (value.agent !== 'unknown' && value.startedAt !== undefined)) {
      return {
        id: value.id,
        agent: value.agent,
        form,
        ...(value.cwd === undefined ? {} : { cwd: value.cwd }),
        ...(value.startedAt === undefined ? {} : { startedAt: value.startedAt }),
      }
    }
  }
}

/** The form of a file by its first 64 KiB. */
export async function transcriptForm(path: string): Promise<TranscriptForm> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return formOf(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
