import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SesError } from '@ses/model'
import { systemFs, writeAtomically } from '@ses/store'

/** What was done to files that are not ours, so that it can be undone. */
export interface InstallRecord {
  readonly version: 1
  /** By path as addressed. */
  readonly files: Readonly<Record<string, RecordedFile>>
  /** Folders that were made, those around others first; absent for none. */
  readonly folders?: readonly string[]
  /** The line in `.gitignore`, when we added it. */
  readonly ignored?: { readonly made: boolean }
}

/** One file. */
export interface RecordedFile {
  readonly agent: string
  /** Whether it was not there before. */
  readonly made: boolean
  /** Digest of the content we wrote last. */
  readonly after: string
  /** Name of the copy of what was there before; absent when there was no file or it had hooks of ours already. */
  readonly backup?: string
}

/** Name of the record in its folder. */
export const RECORD_NAME = 'manifest.json'

/** The record in a folder; an empty one when there is none, or one that cannot be read: then files are undone by their content alone. */
export function readRecord(folder: string): InstallRecord {
  try {
    const value = JSON.parse(readFileSync(join(folder, RECORD_NAME), 'utf8')) as Partial<InstallRecord> | null
    if (value?.version === 1 && typeof value.files === 'object') return value as InstallRecord
  } catch {
    // Told above.
  }
  return { version: 1, files: {} }
}

/** Writes the record durably. */
export function writeRecord(folder: string, record: InstallRecord): void {
  makeRecordFolder(folder)
  writeAtomically(systemFs, join(folder, RECORD_NAME), `${JSON.stringify(record, null, 2)}\n`)
}

/** Makes the folder for the record, open to its owner only. */
export function makeRecordFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${folder} (${reason})`, { data: { path: folder, reason }, cause })
  }
}

/** Keeps a copy under a name made of its content, so that no copy ever takes the place of another. Returns the name. */
export function keepBackup(folder: string, path: string, text: string): string {
  makeRecordFolder(folder)
  const name = `${basename(path)}.${digestOf(text).slice(0, 12)}.bak`
  try {
    writeFileSync(join(folder, name), text, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    if (reason !== 'EEXIST') {
      throw new SesError('write_failed', `${join(folder, name)} (${reason})`, { data: { path: name, reason }, cause })
    }
    // A copy cut short by a full disk is written again.
    if (readBackup(folder, name) !== text) writeAtomically(systemFs, join(folder, name), text)
  }
  return name
}

/** The copy of that name; undefined when it is gone or not what it was. */
export function readBackup(folder: string, name: string): string | undefined {
  try {
    const text = readFileSync(join(folder, name), 'utf8')
    return name.endsWith(`.${digestOf(text).slice(0, 12)}.bak`) ? text : undefined
  } catch {
    return undefined
  }
}

/** SHA-256 in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
