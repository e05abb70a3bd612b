import { loadGit } from './load-git.ts'
import type { Repository } from './open-repository.ts'

/** A note of git-ai at one commit. */
export interface AuthorshipNote {
  readonly commit: string
  /** When the commit was made, epoch milliseconds. */
  readonly at: number
  readonly text: string
}

const REF = 'refs/notes/ai'

/** Reads git-ai's authorship notes, the earliest commit first. Notes of commits that are not there are left out. */
export async function authorshipNotes(repository: Repository): Promise<AuthorshipNote[]> {
  const listed = await (await loadGit()).listNotes({ ...repository, ref: REF }).catch(() => [])
  const notes: AuthorshipNote[] = []
  for (const { target, note } of listed) {
    try {
      const { blob } = await (await loadGit()).readBlob({ ...repository, oid: note })
      const { commit } = await (await loadGit()).readCommit({ ...repository, oid: target })
      notes.push({ commit: target, at: commit.committer.timestamp * 1000, text: new TextDecoder().decode(blob) })
    } catch {
      // A shallow clone has notes of commits that it does not have.
    }
  }
  return notes.sort((a, b) => a.at - b.at)
}
