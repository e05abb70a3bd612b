import { dirname, join } from 'node:path'
import type { Masked } from '@ses/model'
import type { Archive } from './archive.ts'
import { inspectFile, isSound, type SoundFile } from './archive-file.ts'
import { baseOf, lockNameOf } from './archive-name.ts'
import type { ArchivedPart } from './archived-part.ts'
import { nameOf } from './archived-session.ts'
import { sessionAt } from './find-session.ts'
import { writeMeta } from './meta-file.ts'
import { readLines } from './read-text.ts'
import { removeQuietly, syncFolder, temporaryName, writeFailure } from './replace-file.ts'
import { writeAll, writeText } from './text-writer.ts'
import { encodeTrailer } from './trailer.ts'
import { withLock } from './with-lock.ts'

/** Today's rules, as the caller has them. */
export interface Remasker {
  readonly ruleSet: string
  /** Masks one line without its end, or a whole document. `found`: what was masked, by rule. */
  readonly mask: (text: Masked) => { readonly text: Masked; readonly found: Readonly<Record<string, number>> }
}

/** What today's rules find in an archived file. Never a value. */
export interface Rescan {
  readonly file: SoundFile
  /** Secrets by rule that were archived in clear. */
  readonly found: Readonly<Record<string, number>>
  /** Lines that hold one, from 1; at most 1000. */
  readonly lines: readonly number[]
  /** True when the file was rewritten without them. */
  readonly rewritten: boolean
}

const MAX_LINES = 1000
/** Documents are masked as a whole, because what gives a secret away may stand on another line. */
const MAX_WHOLE = 64 << 20

/** Looks through an archived file with today's rules; with `rewrite` masks what they find, in one atomic replacement. */
export async function rescanFile(
  archive: Archive,
  file: SoundFile,
  remasker: Remasker,
  options: { readonly rewrite?: boolean } = {},
): Promise<Rescan> {
  const tally = { found: {} as Record<string, number>, lines: [] as number[] }
  for await (const _ of remask(archive, file, remasker, tally)) {
    // Only what was found matters.
  }
  const { found, lines } = tally
  const rewritten = options.rewrite === true && lines.length > 0
  if (rewritten) await rewriteFile(archive, file, remasker)
  return { file, found, lines, rewritten }
}

async function* remask(
  archive: Archive,
  file: SoundFile,
  { mask }: Remasker,
  tally: { readonly found: Record<string, number>; readonly lines: number[] },
): AsyncGenerator<Masked> {
  const masked = (text: Masked, line: number): Masked => {
    const result = mask(text)
    const rules = Object.entries(result.found)
    for (const [rule, count] of rules) tally.found[rule] = (tally.found[rule] ?? 0) + count
    if (rules.length > 0 && tally.lines.length < MAX_LINES) tally.lines.push(line)
    return result.text
  }
  if (file.part.format !== 'jsonl' && file.part.content.bytes <= MAX_WHOLE) {
    let whole = ''
    for await (const { text } of readLines(archive, file)) whole += text
    yield masked(whole as Masked, 1)
    return
  }
  for await (const { text, firstLine } of readLines(archive, file)) {
    let line = firstLine
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield `${masked(text.slice(start, end) as Masked, line)}\n` as Masked
      line += 1
      start = end + 1
    }
    if (start < text.length) yield masked(text.slice(start) as Masked, line)
  }
}

async function rewriteFile(archive: Archive, file: SoundFile, remasker: Remasker): Promise<void> {
  const { fs } = archive
  const path = join(archive.directory, file.file)
  const folder = file.file.slice(0, file.file.lastIndexOf('/'))
  const base = baseOf(nameOf(file.file))
  const temporary = temporaryName(path)
  await withLock(archive, lockNameOf(base), async () => {
    const current = inspectFile(archive, file.file)
    // It has grown since it was looked through, and then it was masked by today's rules.
    if (current === undefined || !isSound(current) || current.part.content.sha256 !== file.part.content.sha256) return
    try {
      const handle = fs.openSync(temporary, 'wx', 0o600)
      try {
        const tally = { found: {} as Record<string, number>, lines: [] as number[] }
        const text = remask(archive, current, remasker, tally)
        const { content, complete } = await writeText(fs, handle, text)
        const masked = { ...current.part.masked }
        for (const [rule, count] of Object.entries(tally.found)) masked[rule] = (masked[rule] ?? 0) + count
        const part: ArchivedPart = {
          ...current.part,
          archived_at: new Date(archive.now()).toISOString(),
          content,
          complete,
          masked,
          rule_set: remasker.ruleSet,
        }
        writeAll(fs, handle, encodeTrailer(part))
        fs.fsyncSync(handle)
      } finally {
        fs.closeSync(handle)
      }
      fs.renameSync(temporary, path)
      syncFolder(fs, dirname(path))
    } catch (cause) {
      removeQuietly(fs, temporary)
      throw writeFailure(path, cause)
    }
    const session = sessionAt(archive, { folder, base })
    if (session !== undefined) writeMeta(archive, session)
  })
}
