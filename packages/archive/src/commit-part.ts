import { dirname, join, relative, sep } from 'node:path'
import type { Archive } from './archive.ts'
import { type ArchiveFile, isSound, readArchiveFile, type SoundFile } from './archive-file.ts'
import { hashOf } from './archive-name.ts'
import type { ArchivedPart } from './archived-part.ts'
import { beginsWith } from './begins-with.ts'
import type { MetaFile } from './meta-file.ts'
import { removeQuietly, writeFailure } from './replace-file.ts'
import type { StagedPart } from './staged-part.ts'

/** `older`: the archive holds a later state of it, and keeps that. */
export type PartOutcome = 'created' | 'updated' | 'unchanged' | 'older'

/**
 * Puts a staged transcript in its place by one rename. What is there and is not contained in it is kept under another name first, so
 * that a transcript that was rewritten or cut never takes archived text with it. `claimed`: what the meta file says is there; a damaged
 * file is replaced when its own source is still there and no smaller. To be run under the session's lock.
 */
export async function commitPart(
  archive: Archive,
  staged: StagedPart,
  target: string,
  claimed?: MetaFile,
): Promise<PartOutcome> {
  const { fs } = archive
  try {
    const held = heldAt(archive, target)
    const lost = held !== undefined && !isSound(held) && claimed !== undefined
    const made =
      lost && claimed.source.bytes <= staged.part.source.bytes && claimed.source.path === staged.part.source.path
    const verdict = made ? 'contains' : await compare(archive, staged, held)
    if (verdict === 'older') {
      removeQuietly(fs, staged.temporary)
      return 'older'
    }
    if (verdict === 'other') keepAside(archive, target, held as ArchiveFile)
    fs.renameSync(staged.temporary, target)
    if (held === undefined) return 'created'
    return verdict === 'same' ? 'unchanged' : 'updated'
  } catch (cause) {
    throw writeFailure(target, cause)
  }
}

function heldAt(archive: Archive, target: string): ArchiveFile | SoundFile | undefined {
  const there = archive.fs.statSync(target, { throwIfNoEntry: false })
  if (there === undefined) return undefined
  return readArchiveFile(archive, below(archive, target))
}

/** `contains`: all that is held stands in the new state too. `other`: it does not, or nobody can tell. */
async function compare(
  archive: Archive,
  { temporary, part, begins, extendsEarlier }: StagedPart,
  held: ArchiveFile | SoundFile | undefined,
): Promise<'same' | 'contains' | 'older' | 'other'> {
  if (held === undefined) return 'contains'
  if (!isSound(held)) return 'other'
  const old = held.part
  if (old.content.sha256 === part.content.sha256) return 'same'
  // Masked differently, or a document that is written anew each time: its start tells nothing, its size has to do.
  if (old.rule_set !== part.rule_set || !growsAtItsEnd(old) || !growsAtItsEnd(part)) {
    return part.source.bytes >= old.source.bytes ? 'contains' : 'other'
  }
  const known = begins?.sha256 === old.complete.sha256
  const staged = { file: below(archive, temporary), bytes: 0, part }
  if (known ? extendsEarlier : await beginsWith(archive, staged, old.complete)) return 'contains'
  return (await beginsWith(archive, held, part.complete)) ? 'older' : 'other'
}

function growsAtItsEnd({ format, source }: ArchivedPart): boolean {
  return format === 'jsonl' && source.assembled === undefined
}

function keepAside(archive: Archive, target: string, held: ArchiveFile | SoundFile): void {
  const { fs } = archive
  const mark = isSound(held) ? held.part.content.sha256.slice(0, 8) : `damaged-${hashOf(held.file, String(held.bytes))}`
  const aside = join(dirname(target), held.file.replace(/^.*\//s, '').replace(/(\.[a-z]+\.gz)$/, `~${mark}$1`))
  if (fs.statSync(aside, { throwIfNoEntry: false }) !== undefined) return
  try {
    fs.linkSync(target, aside)
  } catch {
    // A file system without hard links: for a moment only the name aside exists, and readers take that.
    fs.renameSync(target, aside)
  }
}

function below(archive: Archive, path: string): string {
  return relative(archive.directory, path).split(sep).join('/')
}
