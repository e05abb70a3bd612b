import type { Subject } from '../reflect/subject.ts'

/** A session that is to be reviewed; without a subject the diff alone is. */
export interface ReviewSubject {
  readonly subject?: Subject
  /** Its folder in the store, where the review is written; absent for a file or a diff. */
  readonly folder?: string
}
