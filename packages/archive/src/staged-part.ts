import { join } from 'node:path'
import type { Archive } from './archive.ts'
import type { ArchiveInput, PartInput } from './archive-input.ts'
import type { ArchiveName } from './archive-name.ts'
import type { ArchivedPart, ArchivedSubagent, TextDigest } from './archived-part.ts'
import { makeFolder } from './make-folder.ts'
import { removeQuietly, temporaryName, writeFailure } from './replace-file.ts'
import { writeAll, writeText } from './text-writer.ts'
import { encodeTrailer } from './trailer.ts'

/** A transcript in a temporary file, whole and synced, that waits for its rename. */
export interface StagedPart {
  /** Absolute. */
  readonly temporary: string
  readonly part: ArchivedPart
  /** The earlier state it was compared with while it was written. */
  readonly begins?: TextDigest
  readonly extendsEarlier: boolean
}

export interface StageOptions {
  readonly name: ArchiveName
  readonly subagent: ArchivedSubagent | null
  /** Digest of the state that the archive holds. */
  readonly begins?: TextDigest
}

/** Writes a transcript to a temporary file beside its future place. Leaves nothing behind when it fails. */
export async function stagePart(
  archive: Archive,
  input: ArchiveInput,
  transcript: PartInput,
  { name, subagent, begins }: StageOptions,
): Promise<StagedPart> {
  const { fs } = archive
  const path = join(makeFolder(archive, name.folder), fileName(name, transcript, subagent))
  const temporary = temporaryName(path)
  try {
    const file = fs.openSync(temporary, 'wx', 0o600)
    try {
      const { content, complete, notScanned, extendsEarlier } = await writeText(fs, file, transcript.text, begins)
      const { masked, receipt } = transcript.outcome()
      const part: ArchivedPart = {
        schema_version: 1,
        session_id: input.session.id,
        agent: input.session.agent,
        project: input.session.project,
        cwd: input.session.cwd ?? null,
        started_at: input.session.startedAt === undefined ? null : new Date(input.session.startedAt).toISOString(),
        archived_at: new Date(archive.now()).toISOString(),
        format: transcript.form,
        source: transcript.source,
        content,
        complete,
        masked,
        rule_set: input.ruleSet,
        receipt: { ...notScanned, ...receipt },
        subagent,
      }
      writeAll(fs, file, encodeTrailer(part))
      fs.fsyncSync(file)
      return { temporary, part, extendsEarlier, ...(begins === undefined ? {} : { begins }) }
    } finally {
      fs.closeSync(file)
    }
  } catch (cause) {
    removeQuietly(fs, temporary)
    throw writeFailure(path, cause)
  }
}

/** Name of a transcript's file among those of its session. */
export function fileName(
  { base }: ArchiveName,
  { form }: Pick<PartInput, 'form'>,
  subagent: ArchivedSubagent | null,
): string {
  return `${base}${subagent === null ? '' : `.${subagent.label}`}.${form === 'text' ? 'txt' : form}.gz`
}
