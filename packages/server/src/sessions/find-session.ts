import { SesError } from '@ses/model'
import type { SessionBook } from './session-book.ts'
import type { SessionDigest } from './session-digest.ts'

/** Finds a session by its folder, its id, a unique beginning of either, or `latest`. Throws `not_found` or `ambiguous_id`. */
export function findSession({ digests, byFolder }: SessionBook, wanted: string): SessionDigest {
  const exact = byFolder.get(wanted)
  if (exact !== undefined) return exact
  const [latest] = digests
  if (wanted === 'latest' && latest !== undefined) return latest
  const same = digests.filter(({ listed }) => listed.id === wanted)
  const isBegun = ({ listed }: SessionDigest): boolean =>
    listed.id.startsWith(wanted) || listed.folder.startsWith(wanted)
  const matches = same.length > 0 || wanted === '' ? same : digests.filter(isBegun)
  const [only, second] = matches
  if (only === undefined) throw new SesError('not_found', 'no such session', { data: { id: wanted } })
  if (second !== undefined) throw new SesError('ambiguous_id', `${matches.length} sessions begin so`)
  return only
}
