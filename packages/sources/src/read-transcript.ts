import { open, readFile, stat } from 'node:fs/promises'
import { SesError } from '@ses/model'
import { parseDatabasePath } from './database-path.ts'
import { codeOf } from './error-code.ts'
import { createTranscriptDatabases, type TranscriptDatabases } from './transcript-databases.ts'
import type { TranscriptFile } from './transcript-file.ts'

export interface ReadTranscriptOptions {
  /** Bytes per chunk, about; default 1 MiB. */
  readonly chunkBytes?: number
  /** Called with the number of bytes of every chunk. */
  readonly onRead?: (bytes: number) => void
  /** Where sessions of databases are read from; without it the database is opened for this reading alone. */
  readonly databases?: TranscriptDatabases
}

/** A document among several files becomes one line, so it is held whole; the parser takes no longer ones either. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024

/**
 * A transcript's bytes in chunks, read as they are asked for, so that memory stays bounded however large it is. A session of a
 * database arrives as one JSON line a row; several files of one session arrive one after the other, documents as one line each.
 * Throws `SesError` `not_found` or `unreadable`.
 */
export async function* readTranscript(
  source: string | Pick<TranscriptFile, 'path' | 'parts'>,
  options: ReadTranscriptOptions = {},
): AsyncGenerator<Uint8Array> {
  const { path, parts } = typeof source === 'string' ? { path: source } : source
  const chunks =
    parts !== undefined
      ? readParts(path, parts, options)
      : parseDatabasePath(path) !== undefined && !(await isFile(path))
        ? readDatabase(path, options)
        : readFileChunks(path, options)
  for await (const chunk of chunks) {
    options.onRead?.(chunk.length)
    yield chunk
  }
}

/** The main file must be there; another one that has gone meanwhile is missing from the session, no more. */
async function* readParts(
  main: string,
  parts: readonly string[],
  options: ReadTranscriptOptions,
): AsyncGenerator<Uint8Array> {
  const end = Uint8Array.of(0x0a)
  for (const part of parts) {
    try {
      if (/\.json$/i.test(part)) yield* readDocument(part, options)
      else yield* readFileChunks(part, options)
    } catch (error) {
      if (part === main || !(error instanceof SesError)) throw error
      continue
    }
    yield end
  }
}

async function* readDocument(path: string, options: ReadTranscriptOptions): AsyncGenerator<Uint8Array> {
  let line: string
  try {
    if ((await stat(path)).size > MAX_DOCUMENT_BYTES) throw new SesError('unreadable', `${path} (too large)`)
    const value: unknown = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
    line = (Array.isArray(value) ? value : [value]).map((row) => JSON.stringify(row)).join('\n')
  } catch {
    // No document: its lines are counted as what they are.
    yield* readFileChunks(path, options)
    return
  }
  yield new TextEncoder().encode(line)
}

async function* readDatabase(path: string, options: ReadTranscriptOptions): AsyncGenerator<Uint8Array> {
  const { chunkBytes = 1 << 20, databases = createTranscriptDatabases() } = options
  const encoder = new TextEncoder()
  try {
    let lines: string[] = []
    let length = 0
    for (const row of await databases.rows(path)) {
      const line = `${JSON.stringify(row)}\n`
      lines.push(line)
      length += line.length
      if (length < chunkBytes) continue
      yield encoder.encode(lines.join(''))
      lines = []
      length = 0
    }
    if (length > 0) yield encoder.encode(lines.join(''))
  } finally {
    if (options.databases === undefined) databases.close()
  }
}

async function* readFileChunks(path: string, options: ReadTranscriptOptions): AsyncGenerator<Uint8Array> {
  const { chunkBytes = 1 << 20 } = options
  try {
    const file = await open(path, 'r')
    try {
      for (;;) {
        // A new buffer each time: the parser may keep views of an earlier one.
        const { bytesRead, buffer } = await file.read(new Uint8Array(chunkBytes), 0, chunkBytes, null)
        if (bytesRead === 0) return
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  } catch (cause) {
    const code = codeOf(cause)
    if (code === undefined || cause instanceof SesError) throw cause
    if (code === 'ENOENT') throw new SesError('not_found', path, { data: { path }, cause })
    throw new SesError('unreadable', `${path} (${code})`, { data: { path, reason: code }, cause })
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
