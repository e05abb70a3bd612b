import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { databaseFormats } from './databases/index.ts'
import { combineFingerprints, type Fingerprint, glanceAtFile, sameFingerprint } from './fingerprint.ts'
import { type SkippedPath, skippedBy } from './skipped-path.ts'
import type { DatabaseSession, TranscriptDatabases } from './transcript-databases.ts'

/** Remembers what databases held, so that one that has not changed need not be opened. */
export interface DatabaseMemory {
  readonly recall: (file: string) => KnownDatabase | undefined
  readonly keep: (file: string, known: KnownDatabase) => void
}

/** A database as it was seen before. JSON-safe. */
export interface KnownDatabase {
  /** Of the file and its log. */
  readonly fingerprint: Fingerprint
  readonly sessions: readonly DatabaseSession[]
}

const MAGIC = 'SQLite format 3\0'

/** Whether a file has the name of an agent's database. */
export function isDatabaseName(path: string): boolean {
  return databaseFormats.some(({ fileName }) => fileName.test(basename(path)))
}

/** Whether a file is an SQLite database; one whose content is all in its log yet is told by its name. */
export async function isDatabase(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r')
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(MAGIC.length), 0, MAGIC.length, 0)
      return bytesRead === 0 ? isDatabaseName(path) : new TextDecoder('latin1').decode(buffer) === MAGIC
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

/** How to look into a database. */
export interface FindInDatabaseOptions {
  /** Saves opening databases that have not changed. */
  readonly memory?: DatabaseMemory
  /** Whether a database that changed last at this time, epoch milliseconds, is worth opening; default always. */
  readonly settled?: (changedAt: number) => boolean
}

/** The sessions of a database, from memory when it has not changed or is being written to. */
export async function findInDatabase(
  file: string,
  databases: TranscriptDatabases,
  { memory, settled = () => true }: FindInDatabaseOptions,
): Promise<{ readonly sessions: readonly DatabaseSession[]; readonly skips: readonly SkippedPath[] }> {
  try {
    const own = await glanceAtFile(file)
    const log = await glanceAtFile(`${file}-wal`).catch(() => undefined)
    const fingerprint = combineFingerprints(log === undefined ? [own.fingerprint] : [own.fingerprint, log.fingerprint])
    const known = memory?.recall(file)
    const isKnown = known !== undefined && sameFingerprint(known.fingerprint, fingerprint)
    if (isKnown || !settled(fingerprint.mtimeMs)) return { sessions: known?.sessions ?? [], skips: [] }
    const sessions = await databases.sessions(file)
    memory?.keep(file, { fingerprint, sessions })
    return { sessions, skips: [] }
  } catch (error) {
    return { sessions: [], skips: [skippedBy(file, error)] }
  }
}
