/** Another version is not read: the file is made anew. */
export const DATABASE_VERSION = 1

/** Columns that name a session in every table; the project is empty where it is not recorded. */
const KEY = 'project TEXT NOT NULL, agent TEXT NOT NULL, id TEXT NOT NULL'

/** Tables by name, in SQL that SQLite and PostgreSQL understand. All but `meta` are about one session per row or rows of it. */
export const tables: Readonly<Record<string, string>> = {
  meta: 'name TEXT PRIMARY KEY, value TEXT NOT NULL',
  sessions: `${KEY}, folder TEXT NOT NULL, stamp TEXT NOT NULL, started_at TEXT, ended_at TEXT, type TEXT NOT NULL, risk TEXT NOT NULL, intent TEXT NOT NULL, grade TEXT NOT NULL, score REAL, cost_usd REAL, duration_minutes REAL, tool_calls INTEGER NOT NULL, outcome TEXT, active INTEGER NOT NULL, PRIMARY KEY (project, agent, id)`,
  files: `${KEY}, path TEXT NOT NULL, category TEXT NOT NULL, operation TEXT NOT NULL, added INTEGER, removed INTEGER`,
  tools: `${KEY}, tool TEXT NOT NULL, calls INTEGER NOT NULL`,
  commands: `${KEY}, kind TEXT NOT NULL, command TEXT NOT NULL`,
  findings: `${KEY}, pattern TEXT NOT NULL, severity TEXT NOT NULL, title TEXT NOT NULL, waste_tokens INTEGER NOT NULL, waste_usd REAL NOT NULL`,
  usage: `${KEY}, model TEXT NOT NULL, input_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, responses INTEGER NOT NULL, cost_usd REAL`,
}

/** Indexes by name. */
export const indexes: Readonly<Record<string, string>> = {
  sessions_start: 'sessions (started_at)',
  files_path: 'files (path)',
  files_session: 'files (project, agent, id)',
  tools_session: 'tools (project, agent, id)',
  commands_session: 'commands (project, agent, id)',
  findings_session: 'findings (project, agent, id)',
  usage_session: 'usage (project, agent, id)',
}
