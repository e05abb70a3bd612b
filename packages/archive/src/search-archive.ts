import { type Masked, SesError } from '@ses/model'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import { type ArchivedSession, filesOf } from './archived-session.ts'
import { type NeedleOptions, needleOf } from './needle.ts'
import { countLines, isDamage, readLines } from './read-text.ts'

/** One line that holds the text. */
export interface SearchHit {
  readonly session: ArchivedSession
  readonly file: SoundFile
  /** From 1. */
  readonly line: number
  /** What stands around it, at most 80 characters to each side, as it is written in the file. */
  readonly excerpt: Masked
}

export interface SearchResult {
  /** In the order of the sessions given; within a file by line. */
  readonly hits: readonly SearchHit[]
  /** Files that could not be read to their end; nothing of them is in `hits`. */
  readonly damaged: readonly string[]
  /** True when there are or may be more hits than the limit. */
  readonly more: boolean
}

export interface SearchOptions extends NeedleOptions {
  /** Default: no limit. */
  readonly limit?: number
}

const AROUND = 80

/** Looks for a text in the archived transcripts of some sessions. Throws `usage` for an empty text. */
export async function searchArchive(
  archive: Archive,
  sessions: readonly ArchivedSession[],
  text: string,
  options: SearchOptions = {},
): Promise<SearchResult> {
  if (text === '') throw new SesError('usage', 'the text to search for is empty')
  const { limit = Number.POSITIVE_INFINITY } = options
  const needle = needleOf(text, options)
  const hits: SearchHit[] = []
  const damaged: string[] = []
  for (const session of sessions) {
    for (const file of filesOf(session)) {
      try {
        hits.push(...(await hitsIn(archive, session, file, needle, limit - hits.length + 1)))
      } catch (error) {
        if (!isDamage(error)) throw error
        damaged.push(file.file)
      }
      if (hits.length > limit) return { hits: hits.slice(0, limit), damaged, more: true }
    }
  }
  return { hits, damaged, more: false }
}

/** All hits of a file, or none: it is read to its end, because only there it shows whether it is whole. */
async function hitsIn(
  archive: Archive,
  session: ArchivedSession,
  file: SoundFile,
  needle: RegExp,
  limit: number,
): Promise<SearchHit[]> {
  const hits: SearchHit[] = []
  for await (const { text, firstLine } of readLines(archive, file)) {
    if (hits.length >= limit) continue
    let line = firstLine
    let counted = 0
    needle.lastIndex = 0
    for (let match = needle.exec(text); match !== null && hits.length < limit; match = needle.exec(text)) {
      line += countLines(text.slice(counted, match.index))
      counted = match.index
      hits.push({ session, file, line, excerpt: excerptOf(text, match.index, match.index + match[0].length) })
      const next = text.indexOf('\n', match.index)
      if (next < 0) break
      needle.lastIndex = next
    }
  }
  return hits
}

/** A cut through a placeholder or a surrogate pair is moved outwards. */
function excerptOf(text: string, start: number, end: number): Masked {
  const lineStart = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1
  const lineEnd = text.indexOf('\n', end)
  const from = Math.max(start === 0 ? 0 : lineStart, start - AROUND)
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, end + AROUND)
  // A copy of its own: a slice would keep the whole block in memory.
  return Buffer.from(text.slice(from, to).trim()).toString('utf8') as Masked
}
