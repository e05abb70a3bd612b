import type { Repository } from './repository.ts'
import { readIntent } from './rewind-journal.ts'

/** Whether a rewind of this work tree was begun and not finished; it may be at work at this moment. */
export function isRewindUnfinished({ privateDir }: Pick<Repository, 'privateDir'>): boolean {
  return readIntent(privateDir) !== undefined
}
