import { readFile, stat } from 'node:fs/promises'
import { SesError } from '@ses/model'
import { applyWal } from './apply-wal.ts'
import type { ColumnValue, DatabaseFormat, DatabaseReader, DatabaseRow } from './databases/database-format.ts'
import { databaseFormats } from './databases/index.ts'
import { codeOf } from './error-code.ts'

/** A database in memory. */
export interface OpenDatabase {
  readonly reader: DatabaseReader
  /** Undefined when it is no agent's. */
  readonly format: DatabaseFormat | undefined
  readonly close: () => void
}

export interface OpenDatabaseOptions {
  /** Bytes of the database with its log; default 512 MiB. Up to three times as much memory is taken. */
  readonly maxBytes?: number
}

const MAX_BYTES = 512 * 1024 * 1024
const ATTEMPTS = 3

/**
 * Opens a copy of a database that another program may be writing to: its bytes and those of its log are read, no lock is taken and
 * nothing is written. Throws `SesError` `not_found` or `unreadable` (too large, no database, damaged).
 */
export async function openDatabase(path: string, options: OpenDatabaseOptions = {}): Promise<OpenDatabase> {
  const { maxBytes = MAX_BYTES } = options
  const image = await readImage(path, maxBytes)
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs()
  const damaged = (cause: unknown): SesError =>
    new SesError('unreadable', `${path} (not a database, or damaged)`, { data: { path, reason: 'damaged' }, cause })
  let database: InstanceType<typeof Database>
  try {
    database = new Database(image)
  } catch (cause) {
    throw damaged(cause)
  }
  const columns = new Map<string, ReadonlySet<string>>()
  const reader: DatabaseReader = {
    rows: function* (sql, parameters = []) {
      try {
        const statement = database.prepare(sql, [...parameters])
        try {
          while (statement.step()) yield rowOf(statement.getAsObject())
        } finally {
          statement.free()
        }
      } catch (cause) {
        if (cause instanceof SesError) throw cause
        throw damaged(cause)
      }
    },
    columns: (table) => {
      let names = columns.get(table)
      if (names === undefined) {
        names = new Set(
          [...reader.rows('select name from pragma_table_info(?)', [table])].map((row) => String(row['name'])),
        )
        columns.set(table, names)
      }
      return names
    },
  }
  try {
    const format = databaseFormats.find(({ fits }) => fits(reader))
    return { reader, format, close: () => database.close() }
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** Database and log as they were together: read again when one of them changed meanwhile. */
async function readImage(path: string, maxBytes: number): Promise<Uint8Array> {
  const log = `${path}-wal`
  try {
    for (let attempt = 1; ; attempt += 1) {
      const before = await stateOf([path, log])
      if (before.bytes > maxBytes) {
        const limit = `${Math.round(maxBytes / 1048576)} MiB`
        throw new SesError('unreadable', `${path} (larger than the ${limit} that are read)`, {
          data: { path, reason: 'too_large' },
        })
      }
      const image = await readFile(path)
      const wal = await readFile(log).catch(() => new Uint8Array(0))
      if (attempt === ATTEMPTS || (await stateOf([path, log])).text === before.text) return applyWal(image, wal)
    }
  } catch (cause) {
    const code = codeOf(cause)
    if (cause instanceof SesError || code === undefined) throw cause
    if (code === 'ENOENT') throw new SesError('not_found', path, { data: { path }, cause })
    throw new SesError('unreadable', `${path} (${code})`, { data: { path, reason: code }, cause })
  }
}

async function stateOf([path, log]: readonly [string, string]): Promise<{ bytes: number; text: string }> {
  const own = await stat(path)
  const added = await stat(log).catch(() => undefined)
  const { size = 0, mtimeMs = 0 } = added ?? {}
  return { bytes: own.size + size, text: `${own.size} ${own.mtimeMs} ${size} ${mtimeMs}` }
}

function rowOf(row: Readonly<Record<string, ColumnValue | Uint8Array>>): DatabaseRow {
  const decoder = new TextDecoder()
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? decoder.decode(value) : value]),
  )
}
