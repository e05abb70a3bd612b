import { entireSessions, type Repository } from '@ses/sources'
import type { PastSession } from './past-session.ts'

/** The sessions of Entire's checkpoints, read from the agents' transcripts in them. */
export async function entireHistory(repository: Repository): Promise<PastSession[]> {
  const sessions = await entireSessions(repository)
  return sessions.map(({ place, fingerprint, read }) => ({
    from: 'entire',
    place,
    fingerprint,
    read: async () => read(),
  }))
}
