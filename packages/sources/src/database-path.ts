/** A session in a database. */
export interface DatabasePath {
  /** The database's file. */
  readonly file: string
  readonly sessionId: string
}

/** The path under which a session of a database is known: unlike its file's, one for each session. */
export function databasePath({ file, sessionId }: DatabasePath): string {
  return `${file}#${encodeURIComponent(sessionId)}`
}

/** Takes such a path apart; undefined for one that names no session. */
export function parseDatabasePath(path: string): DatabasePath | undefined {
  const at = path.lastIndexOf('#')
  if (at <= 0 || at === path.length - 1 || path.indexOf('/', at) >= 0) return undefined
  try {
    return { file: path.slice(0, at), sessionId: decodeURIComponent(path.slice(at + 1)) }
  } catch {
    return undefined
  }
}
