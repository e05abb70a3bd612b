import { createHash } from 'node:crypto'
import { SesError } from '@ses/model'
import { databasePath, parseDatabasePath } from './database-path.ts'
import type { DatabaseRow, ListedSession } from './databases/database-format.ts'
import type { Fingerprint } from './fingerprint.ts'
import { type OpenDatabase, type OpenDatabaseOptions, openDatabase } from './open-database.ts'
import type { SubagentFile } from './transcript-file.ts'

/** A session of a database that no other session of it started. */
export interface DatabaseSession {
  readonly path: string
  readonly agent: string
  /** Sub-agents included. */
  readonly fingerprint: Fingerprint
  readonly subagents: readonly SubagentFile[]
}

/** Databases that are read in one run; the latest stays in memory, because its sessions are asked for one after the other. */
export interface TranscriptDatabases {
  /** Throws `SesError` `not_found`, `unreadable`, or `unknown_format` for a database of no known agent. */
  readonly sessions: (file: string) => Promise<readonly DatabaseSession[]>
  /** Rows under a session's path, as JSON-safe objects. Throws as `sessions`, and `not_found` when there is no such session. */
  readonly rows: (path: string) => Promise<Iterable<DatabaseRow>>
  /** Gives the memory back. */
  readonly close: () => void
}

/** Opens nothing yet. */
export function createTranscriptDatabases(options: OpenDatabaseOptions = {}): TranscriptDatabases {
  let latest: { readonly file: string; readonly database: OpenDatabase; readonly tree: SessionTree } | undefined
  const close = (): void => {
    latest?.database.close()
    latest = undefined
  }
  const open = async (file: string): Promise<NonNullable<typeof latest>> => {
    if (latest?.file === file) return latest
    close()
    const database = await openDatabase(file, options)
    if (database.format === undefined) {
      database.close()
      throw new SesError('unknown_format', `${file} (a database of no known agent)`, { data: { path: file } })
    }
    try {
      latest = { file, database, tree: treeOf([...database.format.sessions(database.reader)]) }
    } catch (error) {
      database.close()
      throw error
    }
    return latest
  }
  return {
    close,
    sessions: async (file) => {
      const { database, tree } = await open(file)
      const { agent, subagents } = database.format as NonNullable<OpenDatabase['format']>
      return tree.roots.map((root) => {
        const family = familyOf(root, tree)
        const paths = family.slice(1).map(({ id }) => ({ path: databasePath({ file, sessionId: id }) }))
        return {
          path: databasePath({ file, sessionId: root.id }),
          agent,
          fingerprint: fingerprintOf(family),
          subagents: subagents === 'apart' ? paths : [],
        }
      })
    },
    rows: async (path) => {
      const named = parseDatabasePath(path)
      if (named === undefined) throw new SesError('not_found', path, { data: { path } })
      const { database, tree } = await open(named.file)
      const session = tree.byId.get(named.sessionId)
      if (session === undefined) throw new SesError('not_found', path, { data: { path } })
      const format = database.format as NonNullable<OpenDatabase['format']>
      const family = format.subagents === 'nested' ? familyOf(session, tree) : [session]
      return (function* () {
        for (const { id } of family) yield* format.rows(database.reader, id)
      })()
    },
  }
}

interface SessionTree {
  readonly byId: ReadonlyMap<string, ListedSession>
  readonly roots: readonly ListedSession[]
  readonly children: ReadonlyMap<string, readonly ListedSession[]>
}

function treeOf(sessions: readonly ListedSession[]): SessionTree {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const children = new Map<string, ListedSession[]>()
  const roots: ListedSession[] = []
  for (const session of sessions) {
    if (!hasRoot(session, byId)) {
      roots.push(session)
      continue
    }
    const siblings = children.get(session.parentId as string)
    if (siblings === undefined) children.set(session.parentId as string, [session])
    else siblings.push(session)
  }
  return { byId, roots, children }
}

/** Whether a session's parents lead to one that has none; those of a circle all stand for themselves. */
function hasRoot(session: ListedSession, byId: ReadonlyMap<string, ListedSession>): boolean {
  const seen = new Set([session.id])
  for (let at = session; ; ) {
    const parent = at.parentId === undefined ? undefined : byId.get(at.parentId)
    if (parent === undefined) return at !== session
    if (seen.has(parent.id)) return false
    seen.add(parent.id)
    at = parent
  }
}

/** The session and all that it started, parents first. */
function familyOf(session: ListedSession, { children }: SessionTree): readonly ListedSession[] {
  const family = [session]
  for (const member of family) family.push(...(children.get(member.id) ?? []))
  return family
}

function fingerprintOf(family: readonly ListedSession[]): Fingerprint {
  const hash = createHash('sha256')
  for (const { id, state } of family) hash.update(`${id}\n${state}\n`)
  return {
    size: family.reduce((sum, { bytes }) => sum + bytes, 0),
    mtimeMs: family.reduce((latest, { changedAt }) => Math.max(latest, changedAt), 0),
    hash: hash.digest('hex'),
  }
}
