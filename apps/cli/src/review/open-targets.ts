import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AnalyzeOptions, defaultTextLimits } from '@ses/core'
import { SesError } from '@ses/model'
import { openIndex, resolveSession } from '@ses/store'
import type { Context } from '../context.ts'
import { findSubject } from '../reflect/find-subject.ts'
import type { ReviewOptions } from './review-options.ts'
import type { ReviewSubject } from './review-subject.ts'

/** A review reads whole files, so edits keep far more of their text than an analysis needs. */
const ANALYSIS: AnalyzeOptions = {
  limits: { perText: { ...defaultTextLimits.perText, before: 400_000, after: 400_000 }, total: 64_000_000 },
}

/** What to review, by the words that name it; none: the diff alone. */
export async function listTargets(context: Context, options: ReviewOptions): Promise<readonly string[]> {
  if (options.recent === undefined) return options.words
  const limit = Number.isFinite(options.recent) ? options.recent : undefined
  const { sessions } = await openIndex(context.store).query({}, limit)
  return sessions.map(({ folder }) => folder)
}

/** Opens sessions one after the other, so that only one is in memory. Of several, one that cannot be read is told and stepped over. */
export async function* openTargets(
  context: Context,
  targets: readonly string[],
  options: ReviewOptions,
): AsyncGenerator<ReviewSubject> {
  if (targets.length === 0 && options.base !== undefined) yield {}
  for (const word of targets) {
    try {
      yield await openTarget(context, word)
    } catch (error) {
      if (options.recent === undefined || !(error instanceof SesError)) throw error
      context.note(`ses: ${word} was left out: ${error.message}`)
    }
  }
}

async function openTarget(context: Context, word: string): Promise<ReviewSubject> {
  const isFile = word === '-' || (word !== 'latest' && existsSync(resolve(context.host.cwd, word)))
  const folder = isFile ? undefined : (await resolveSession(context.store, word)).folder
  const subject = await findSubject(context, folder ?? word, ANALYSIS)
  return { subject, ...(folder === undefined ? {} : { folder }) }
}
