import { SesError } from '@ses/model'
import type { SummaryCommit } from '@ses/schema'
import { listSessions, readSummary } from '@ses/store'
import type { Context } from '../context.ts'

/** A commit and the session that made it. */
export interface FoundCommit {
  readonly commit: SummaryCommit
  /** Folder of the session in the store. */
  readonly folder: string
  /** Folders of other sessions that hold the same commit: resumed or forked ones. */
  readonly others: readonly string[]
}

/** Shorter ones mean nothing: git abbreviates to seven. */
const LEAST = 4
const SHA = /^[0-9a-f]{4,64}$/i

/** Whether a word can be the beginning of a commit's name. */
export function looksLikeCommit(word: string): boolean {
  return word.length >= LEAST && SHA.test(word)
}

/**
 * Finds the stored session that made a commit, by a prefix of its name. Throws `not_found` when none is known to, and `ambiguous_id`
 * when the prefix fits different commits.
 */
export async function findCommit(context: Context, word: string): Promise<FoundCommit> {
  const wanted = word.toLowerCase()
  const { sessions } = (await listSessions(context.store)).index
  const found: { commit: SummaryCommit; folder: string; session: (typeof sessions)[number] }[] = []
  // The earliest first: a session that was resumed holds a copy of what it resumed.
  for (const session of sessions.toReversed()) {
    for (const commit of readSummary(context.store, session.folder)?.session.commits ?? []) {
      if (matches(commit.sha, wanted)) found.push({ commit, folder: session.folder, session })
    }
  }
  const [first] = found
  if (first === undefined) {
    throw new SesError(
      'not_found',
      `no session ${word}, and no stored session is known to have made a commit ${word}`,
      {
        data: { id: word },
      },
    )
  }
  const different = found.filter(({ commit }) => !matches(commit.sha, first.commit.sha))
  if (different.length > 0) {
    const candidates = [first, ...different].map(({ session: { id, folder, agent, start }, commit }) => {
      return { id, folder, agent, start, intent: `${commit.sha.slice(0, 12)} ${commit.subject ?? ''}` }
    })
    throw new SesError('ambiguous_id', `${JSON.stringify(word)} matches several commits`, {
      data: { id: word, total: candidates.length, candidates: candidates.slice(0, 20) },
    })
  }
  const others = new Set(found.map(({ folder }) => folder).filter((folder) => folder !== first.folder))
  return { commit: first.commit, folder: first.folder, others: [...others] }
}

/** Transcripts name commits in full or shortly, so either may be the longer one. */
function matches(sha: string, wanted: string): boolean {
  return sha.startsWith(wanted) || (sha.length >= 7 && wanted.startsWith(sha))
}
