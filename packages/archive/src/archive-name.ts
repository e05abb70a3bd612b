import { createHash } from 'node:crypto'

/** What the name of an archive is made of. */
export interface NamedSession {
  /** The agent's own id. */
  readonly id: string
  readonly agent: string
  readonly project: string
  /** Epoch milliseconds. */
  readonly startedAt?: number
}

/** Where a session's files lie below the archive, and what their names begin with. */
export interface ArchiveName {
  /** `2026/02`. */
  readonly folder: string
  /** `2026-02-27_10-00-00_shop_f608c31e`. */
  readonly base: string
}

const MAX_PROJECT = 40
const MAX_LABEL = 80

/**
 * Names for a session, the preferred one first: its start in UTC, its project, the first eight characters of its id. The second is
 * for when another session has the first, as sessions of one second whose ids begin with a time do.
 */
export function archiveNames(session: NamedSession): readonly [ArchiveName, ArchiveName] {
  const { id, agent, project, startedAt } = session
  const start = startedAt === undefined ? undefined : new Date(startedAt).toISOString()
  // Years beyond 9999 are written with a sign and six digits.
  const dated = start !== undefined && /^\d{4}-/.test(start) ? start : '0000-00-00T00:00:00'
  const folder = `${dated.slice(0, 4)}/${dated.slice(5, 7)}`
  const moment = `${dated.slice(0, 10)}_${dated.slice(11, 19).replaceAll(':', '-')}`
  const base = `${moment}_${safeName(project, MAX_PROJECT) || 'project'}_${shortId(agent, id)}`
  return [
    { folder, base },
    { folder, base: `${base}-${hashOf(agent, id)}` },
  ]
}

/** Whether a file of that name can belong to the session, wherever it lies. */
export function mayBelongTo(file: string, { agent, id }: Pick<NamedSession, 'agent' | 'id'>): boolean {
  const base = baseOf(file)
  const short = `_${shortId(agent, id)}`
  return base.endsWith(short) || base.endsWith(`${short}-${hashOf(agent, id)}`)
}

/** The part of a file's name that it shares with all files of its session. */
export function baseOf(file: string): string {
  return file.replace(/[.~].*$/s, '')
}

/** What writers of a session lock: the same for all names it may have, so that two sessions cannot take one name at once. */
export function lockNameOf(base: string): string {
  return base.slice(base.lastIndexOf('_') + 1).replace(/-[0-9a-f]{8}$/, '')
}

/** Names one of a session's sub-agents after its file. */
export function labelOf(path: string): string {
  const stem = path.replace(/^.*[/\\]/s, '').replace(/\.[^.]*$/, '')
  const safe = safeName(stem, MAX_LABEL)
  return safe === stem ? safe : `${safe || 'agent'}-${hashOf(stem, '')}`
}

/** Eight characters that stand for a text wherever it has to be told from others. */
export function hashOf(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 8)
}

function shortId(agent: string, id: string): string {
  const head = id.slice(0, 8)
  const safe = safeName(head, 8)
  return safe.replaceAll('-', '').length >= 4 ? safe : hashOf(agent, id)
}

/** ASCII letters, digits and single hyphens: safe in every file system and shell. */
function safeName(text: string, length: number): string {
  const plain = text
    .slice(0, 400)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  return plain
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, length + 1)
    .replace(/^-/, '')
    .slice(0, length)
    .replace(/-$/, '')
}
