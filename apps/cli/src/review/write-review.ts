import { join } from 'node:path'
import { reviewMarkdown } from '@ses/reviews'
import type { ReviewReport } from '@ses/schema'
import { type Masker, maskJsonLine } from '@ses/secrets'
import { writeAtomically } from '@ses/store'
import type { Context } from '../context.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'

/** What review-run.json tells of a run beside its report. */
interface ReviewRun {
  readonly schema_version: 1
  /** Version of ses. */
  readonly version: string
  /** ISO 8601 in UTC. */
  readonly started: string
  readonly ms: number
  readonly engine: ReviewReport['engine']
  readonly diffs: ReviewReport['diffs']
  readonly reviewers: ReviewReport['reviewers']
  readonly counts: ReviewReport['counts']
  readonly unsupported: number
  readonly notes: readonly string[]
  readonly gate: ReviewReport['gate']
  readonly passed: boolean
}

/** Writes review.json, review.md and review-run.json into a session's folder. Throws `write_failed`. */
export function writeReview(
  { store, version }: Context,
  folder: string,
  report: ReviewReport,
  times: { readonly started: number; readonly ended: number },
  masker: Masker,
): void {
  const { engine, diffs, reviewers, counts, unsupported, notes, gate, passed } = report
  const run: ReviewRun = {
    schema_version: 1,
    version,
    started: new Date(times.started).toISOString(),
    ms: times.ended - times.started,
    engine,
    diffs,
    reviewers,
    counts,
    unsupported,
    notes,
    gate,
    passed,
  }
  const write = (name: string, text: string): void => {
    writeAtomically(store.fs, join(store.directory, folder, name), `${text}\n`)
  }
  write('review.json', maskJsonLine(JSON.stringify(report, null, 2), masker))
  write('review.md', masker.mask(reviewMarkdown(neutraliseAll(report))).text)
  write('review-run.json', maskJsonLine(JSON.stringify(run, null, 2), masker))
}
