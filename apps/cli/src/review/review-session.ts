import type { Session } from '@ses/model'
import { diffSize, type ReviewEngine, type ReviewPart } from '@ses/reviews'
import type { Masker } from '@ses/secrets'
import type { Context } from '../context.ts'
import { findDiff } from './find-diff.ts'
import type { ReviewOptions } from './review-options.ts'
import type { ReviewSubject } from './review-subject.ts'

/** What came of one session. */
export interface SessionReview {
  readonly part: ReviewPart
  readonly folder?: string
  /** Absent when the transcript is gone. */
  readonly session?: Session
}

/** Finds what a session changed and lets the engine review it. */
export async function reviewSession(
  context: Context,
  { subject, folder }: ReviewSubject,
  engine: ReviewEngine,
  options: ReviewOptions,
  masker: Masker,
): Promise<SessionReview> {
  const { source, base, head, diff, repositoryFiles } = await findDiff(context, subject, options, masker)
  const reviewed = subject === undefined ? undefined : 'analysis' in subject ? subject.analysis : subject
  const session = reviewed !== undefined && 'session' in reviewed ? reviewed.session : undefined
  const id = reviewed?.summary.session.id ?? null
  context.debug('review', { session: id, source, files: diff.files.length })
  const result = await engine.review({
    ...(reviewed === undefined
      ? {}
      : { reviewed: { summary: reviewed.summary, ...(session === undefined ? {} : { session }) } }),
    diff,
    ...(repositoryFiles === undefined ? {} : { repositoryFiles }),
  })
  const binary = diff.files.filter((file) => file.binary).length
  const notes = [
    ...(subject?.note === undefined ? [] : ['the transcript is gone; only its summary was looked at']),
    ...(source === 'none' ? ['no changes of this session could be found'] : []),
    ...(source === 'edits' ? ['the diff is put together from recorded edits; what commands changed is not in it'] : []),
    ...(binary > 0 ? [`${binary} binary ${binary === 1 ? 'file was' : 'files were'} not looked into`] : []),
    ...result.notes,
  ]
  return {
    part: { diff: { session_id: id, source, base, head, ...diffSize(diff) }, result: { ...result, notes } },
    ...(folder === undefined ? {} : { folder }),
    ...(session === undefined ? {} : { session }),
  }
}
