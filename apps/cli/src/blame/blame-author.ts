import type { Author } from '@ses/checkpoints'
import type { BlameAuthor } from '@ses/schema'
import { folderNames, readSummary, type SessionStore } from '@ses/store'

/** An author as JSON, with what the store knows of the session. */
export function blameAuthor(author: Author, store: SessionStore): BlameAuthor {
  const turn = author.kind === 'agent' ? author.turn : undefined
  return {
    kind: author.kind,
    session: turn?.session ?? null,
    agent: turn?.agent ?? null,
    models: turn === undefined ? [] : (storedSession(turn, store)?.session.models ?? []),
    turn: turn?.turn ?? null,
    prompt: turn?.prompt ?? null,
    evidence: author.kind === 'unknown' ? null : author.evidence,
    candidates: author.kind === 'unknown' ? author.candidates.map(({ session }) => session) : [],
    commit: author.kind === 'unknown' ? (author.commit ?? null) : null,
    commit_author: author.kind === 'unknown' ? (author.commitAuthor ?? null) : null,
  }
}

/** The summary of the session; undefined: it is not stored, or the snapshots do not name its agent. */
export function storedSession(
  { session, agent }: { readonly session: string; readonly agent?: string },
  store: SessionStore,
): ReturnType<typeof readSummary> {
  if (agent === undefined) return undefined
  for (const folder of folderNames(agent, session)) {
    const summary = readSummary(store, folder)
    if (summary?.session.id === session && summary.session.agent === agent) return summary
  }
  return undefined
}
