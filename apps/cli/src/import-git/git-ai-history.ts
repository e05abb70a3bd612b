import { type GitAiCommit, type GitAiPrompt, gitAiSession, parseGitAiNote } from '@ses/interop'
import { authorshipNotes, type Repository } from '@ses/sources'
import type { PastSession } from './past-session.ts'

interface Thread {
  prompt: GitAiPrompt
  readonly commits: GitAiCommit[]
}

/** The sessions that git-ai's notes tell of. A session stands in the note of each of its commits; the longest copy counts. */
export async function gitAiHistory(repository: Repository): Promise<PastSession[]> {
  const threads = new Map<string, Thread>()
  for (const { commit: sha, at, text } of await authorshipNotes(repository)) {
    const note = parseGitAiNote(text)
    for (const prompt of note?.prompts ?? []) {
      const key = `${prompt.tool} ${prompt.sessionId}`
      const thread = threads.get(key) ?? { prompt, commits: [] }
      if (prompt.messages.length >= thread.prompt.messages.length) thread.prompt = prompt
      const files = note?.files.filter(({ entries }) => entries.some((entry) => entry.prompt === prompt.id)) ?? []
      thread.commits.push({ sha, at, paths: files.map(({ path }) => path) })
      threads.set(key, thread)
    }
  }
  return [...threads].flatMap(([key, { prompt, commits }]): PastSession[] => {
    const session = gitAiSession(prompt, commits)
    const fingerprint = `${prompt.messages.length}-${commits.map(({ sha }) => sha.slice(0, 12)).join('-')}`
    return session === undefined
      ? []
      : [{ from: 'git-ai', place: `refs/notes/ai:${key}`, fingerprint, read: () => Promise.resolve(session) }]
  })
}
