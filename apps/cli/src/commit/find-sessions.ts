import { join } from 'node:path'
import { type CommitFacts, type LinkReason, lastChanges, type Shadow } from '@ses/checkpoints'
import type { ListedSession } from '@ses/schema'
import { listSessions, readSummary } from '@ses/store'
import type { Context } from '../context.ts'
import { gitEnvironmentOf } from './git-environment.ts'

/** A session that belongs to a commit. */
export interface LinkedSession {
  readonly folder: string
  readonly id: string
  readonly agent: string
  readonly reason: LinkReason
  /** Files of the commit that it changed. */
  readonly files: readonly string[]
}

/** Work may lie so long before it is committed. */
const LONGEST_MS = 30 * 86_400_000
/** Clocks of what writes transcripts and of git may differ; git cuts off the milliseconds. */
const SLACK_MS = 120_000

/**
 * The sessions of a commit: those that say they made it, those its message names, and those that changed files of it since these were last
 * committed. One look at the index and one git process, however many sessions there are.
 */
export async function findSessions(context: Context, shadow: Shadow, facts: CommitFacts): Promise<LinkedSession[]> {
  const { index } = await listSessions(context.store)
  const named = new Set([...facts.message.matchAll(/^Ses-Session: *(\S+) *$/gim)].map(([, id]) => id))
  const touched = filesBySession(index.file_history, facts.files, shadow.repository.workTree)
  const near = index.sessions.filter((session) => {
    const { start, end } = timesOf(session, context.host.now())
    return start <= facts.committedAt + SLACK_MS && end >= facts.committedAt - LONGEST_MS
  })
  const candidates = near.filter(({ id }) => touched.has(id))
  const since = Math.min(...candidates.map((session) => timesOf(session, context.host.now()).end)) - SLACK_MS
  const last =
    candidates.length === 0
      ? new Map<string, number>()
      : await lastChanges(shadow, gitEnvironmentOf(context), facts.id, since)
  return near.flatMap((session): LinkedSession[] => {
    const { id, agent, folder } = session
    const { end } = timesOf(session, context.host.now())
    const files = (touched.get(id) ?? []).filter((file) => end >= (last.get(file) ?? 0))
    const reason = named.has(id) ? 'trailer' : saysSo(context, session, facts) ? 'recorded' : 'files'
    return reason === 'files' && files.length === 0 ? [] : [{ folder, id, agent, reason, files }]
  })
}

/** A session that was at work when the commit was made may have recorded it. */
function saysSo({ store, host }: Context, session: ListedSession, { id, committedAt }: CommitFacts): boolean {
  const { start, end } = timesOf(session, host.now())
  if (committedAt < start - SLACK_MS || committedAt > end + SLACK_MS) return false
  const commits = readSummary(store, session.folder)?.session.commits ?? []
  return commits.some(({ sha }) => sha.length >= 7 && id.startsWith(sha.toLowerCase()))
}

/** Summaries name files below the project, or in full where they lie elsewhere. */
function filesBySession(
  history: Readonly<Record<string, readonly { readonly session: string; readonly operation: string }[]>>,
  files: readonly string[],
  workTree: string,
): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const file of files) {
    for (const name of [file, join(workTree, file)]) {
      if (!Object.hasOwn(history, name)) continue
      for (const { session, operation } of history[name] ?? []) {
        if (operation === 'read') continue
        const known = found.get(session) ?? new Set()
        found.set(session, known.add(file))
      }
    }
  }
  return new Map([...found].map(([session, list]) => [session, [...list]]))
}

/** Epoch milliseconds. A session that goes on has done nothing after its last event, either. */
function timesOf({ start, end, active }: ListedSession, now: number): { start: number; end: number } {
  const began = start === null ? 0 : Date.parse(start)
  const ended = Date.parse(end ?? (active ? '' : (start ?? '')))
  return { start: Number.isNaN(began) ? 0 : began, end: Number.isNaN(ended) ? now : ended }
}
