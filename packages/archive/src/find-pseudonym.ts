import { SesError } from '@ses/model'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import { type ArchivedSession, filesOf } from './archived-session.ts'
import { countLines, isDamage, readLines } from './read-text.ts'

/** A session in which a secret occurred, told by its pseudonym. */
export interface PseudonymSession {
  readonly session: ArchivedSession
  readonly files: readonly PseudonymFile[]
}

export interface PseudonymFile {
  readonly file: SoundFile
  /** Lines that hold it, from 1; at most 1000. */
  readonly lines: readonly number[]
  /** Occurrences by rule: two rules may have masked the same secret, and four digits may stand for two secrets. */
  readonly rules: Readonly<Record<string, number>>
}

export interface PseudonymResult {
  readonly sessions: readonly PseudonymSession[]
  /** Files that could not be read to their end. */
  readonly damaged: readonly string[]
}

/** What a placeholder stands for. */
export interface Pseudonym {
  /** Four hex digits. */
  readonly digits: string
  /** Absent: any rule. */
  readonly rule?: string
}

const MAX_LINES = 1000

/** Reads `ab12`, `rule:ab12` or `[masked:rule:ab12]`. Throws `usage` for anything else. */
export function parsePseudonym(text: string): Pseudonym {
  const match = /^(?:\[?masked:)?(?:([a-z0-9_-]{1,64}):)?([0-9a-f]{4})\]?$/i.exec(text.trim())
  if (match === null) {
    throw new SesError('usage', `${JSON.stringify(text)} is no pseudonym: expected ab12 or [masked:<rule>:ab12]`)
  }
  const [, rule, digits = ''] = match
  return { digits: digits.toLowerCase(), ...(rule === undefined ? {} : { rule: rule.toLowerCase() }) }
}

/** Finds where a masked secret occurred in some sessions: what a leak reaches. */
export async function findPseudonym(
  archive: Archive,
  sessions: readonly ArchivedSession[],
  { digits, rule }: Pseudonym,
): Promise<PseudonymResult> {
  const pattern = new RegExp(`\\[masked:(${rule ?? '[a-z0-9_-]{1,64}'}):${digits}\\]`, 'g')
  const found: PseudonymSession[] = []
  const damaged: string[] = []
  for (const session of sessions) {
    const files: PseudonymFile[] = []
    for (const file of filesOf(session)) {
      try {
        const { lines, rules } = await occurrences(archive, file, pattern)
        if (lines.length > 0) files.push({ file, lines, rules })
      } catch (error) {
        if (!isDamage(error)) throw error
        damaged.push(file.file)
      }
    }
    if (files.length > 0) found.push({ session, files })
  }
  return { sessions: found, damaged }
}

async function occurrences(
  archive: Archive,
  file: SoundFile,
  pattern: RegExp,
): Promise<Pick<PseudonymFile, 'lines' | 'rules'>> {
  const lines: number[] = []
  const rules: Record<string, number> = {}
  for await (const { text, firstLine } of readLines(archive, file)) {
    let line = firstLine
    let counted = 0
    for (const match of text.matchAll(pattern)) {
      const rule = match[1] as string
      rules[rule] = (rules[rule] ?? 0) + 1
      line += countLines(text.slice(counted, match.index))
      counted = match.index
      if (lines.at(-1) !== line && lines.length < MAX_LINES) lines.push(line)
    }
  }
  return { lines, rules }
}
