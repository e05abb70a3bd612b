import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Database, SqlJsStatic } from 'sql.js'
import { type Catalogue, readCatalogue } from '../index/read-catalogue.ts'
import { readSummary } from '../read-folder.ts'
import { lockPath, type SessionStore } from '../session-store.ts'
import { type LockOptions, withLock } from '../with-lock.ts'
import { replaceCache } from '../write-atomically.ts'
import { type Cell, sessionRows } from './session-rows.ts'
import { DATABASE_VERSION, indexes, tables } from './tables.ts'

/** A table of answers. */
export interface DatabaseAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/**
 * Brings index.db up to date with the folders, reading only sessions that changed; one that is missing, damaged or of another version is
 * made anew. It is there for questions that no command answers, and for other programs: `ses` itself never needs it.
 */
export async function updateDatabase(store: SessionStore, options: LockOptions = {}): Promise<void> {
  await withLock(lockPath(store, 'index-db'), async () => (await openDatabase(store, true)).close(), options)
}

/** Answers a question in SQL from an index.db as the folders are now. Nothing it does is kept. Throws `SesError` `usage`. */
export async function queryDatabase(store: SessionStore, sql: string): Promise<DatabaseAnswer> {
  const database = await openDatabase(store, false)
  try {
    const last = database.exec(sql).at(-1)
    return { columns: last?.columns ?? [], rows: (last?.values ?? []).map((row) => row.map(plainCell)) }
  } catch (cause) {
    throw new SesError('usage', `${(cause as Error).message}; the tables are ${Object.keys(tables).join(', ')}`, {
      cause,
    })
  } finally {
    database.close()
  }
}

function plainCell(value: Cell | Uint8Array): Cell {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}

async function openDatabase(store: SessionStore, keep: boolean): Promise<Database> {
  const { default: initSqlJs } = await import('sql.js')
  const path = join(store.directory, 'index.db')
  const sql = await initSqlJs()
  const known = load(sql, store, path)
  const database = known ?? create(sql)
  const changed = bringUpToDate(store, database, readCatalogue(store))
  if (keep && (changed || known === undefined)) replaceCache(store.fs, path, database.export())
  return database
}

function load(sql: SqlJsStatic, store: SessionStore, path: string): Database | undefined {
  let database: Database | undefined
  try {
    database = new sql.Database(store.fs.readFileSync(path))
    const version = database.exec("SELECT value FROM meta WHERE name = 'version'")[0]?.values[0]?.[0]
    if (version === String(DATABASE_VERSION)) return database
  } catch {
    // Missing or damaged: it is made anew.
  }
  database?.close()
  return undefined
}

function create(sql: SqlJsStatic): Database {
  const database = new sql.Database()
  for (const [name, columns] of Object.entries(tables)) database.run(`CREATE TABLE ${name} (${columns})`)
  for (const [name, columns] of Object.entries(indexes)) database.run(`CREATE INDEX ${name} ON ${columns}`)
  database.run('INSERT INTO meta VALUES (?, ?)', ['version', String(DATABASE_VERSION)])
  return database
}

type Key = readonly [project: string, agent: string, id: string]

/** Answers whether anything was changed. */
function bringUpToDate(store: SessionStore, database: Database, catalogue: Catalogue): boolean {
  const held = new Map<string, string>()
  for (const [project, agent, id, stamp] of database.exec('SELECT project, agent, id, stamp FROM sessions')[0]
    ?.values ?? [])
    held.set(JSON.stringify([project, agent, id]), String(stamp))
  const wanted = new Map<string, number>()
  for (let position = 0; position < catalogue.size; position++) {
    const { project, agent, id } = catalogue.session(position)
    const key = JSON.stringify([project ?? '', agent, id])
    // A folder that was copied holds the same session once more.
    if (!wanted.has(key)) wanted.set(key, position)
  }
  const gone = [...held.keys()].filter((key) => !wanted.has(key))
  const fresh = [...wanted].filter(([key, position]) => held.get(key) !== catalogue.detail(position).folder.stamp)
  if (gone.length + fresh.length === 0) return false
  database.run('BEGIN')
  for (const key of [...gone, ...fresh.map(([key]) => key)]) remove(database, JSON.parse(key) as Key)
  for (const [key, position] of fresh) {
    const summary = readSummary(store, catalogue.folder(position))
    if (summary === undefined) continue
    const { stamp } = catalogue.detail(position).folder
    insert(database, JSON.parse(key) as Key, sessionRows(catalogue.session(position), stamp, summary))
  }
  database.run('COMMIT')
  return true
}

function remove(database: Database, key: Key): void {
  for (const table of Object.keys(tables)) {
    if (table !== 'meta') database.run(`DELETE FROM ${table} WHERE project = ? AND agent = ? AND id = ?`, [...key])
  }
}

function insert(database: Database, key: Key, rows: Readonly<Record<string, readonly Cell[][]>>): void {
  for (const [table, list] of Object.entries(rows)) {
    const [first] = list
    if (first === undefined) continue
    const places = Array.from({ length: key.length + first.length }, () => '?').join(', ')
    const statement = database.prepare(`INSERT INTO ${table} VALUES (${places})`)
    for (const row of list) statement.run([...key, ...row])
    statement.free()
  }
}
