import type { Session } from '@ses/model'
import {
  createRulesEngine,
  extendBaseline,
  githubAnnotations,
  type ReviewEngine,
  type ReviewPart,
  reportReview,
  reviewMarkdown,
  reviewSarif,
} from '@ses/reviews'
import type { Config, ReviewReport } from '@ses/schema'
import { createMasker, type Masker, maskJsonLine } from '@ses/secrets'
import { enqueueWebhook } from '@ses/webhooks'
import { printBlocks } from '../blocks/print-blocks.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { ensureMaskingKey, readMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { webhookSettings } from '../webhook/webhook-settings.ts'
import { readBaseline, writeBaseline } from './baseline-file.ts'
import { listTargets, openTargets } from './open-targets.ts'
import { reviewBlocks } from './review-blocks.ts'
import { type ReviewOptions, readReviewOptions } from './review-options.ts'
import { reviewSession } from './review-session.ts'
import { writeReview } from './write-review.ts'

/** Reviews sessions and what they changed; 1 when a gate says no. */
export async function runReview(context: Context, input: Input): Promise<number> {
  const options = readReviewOptions(input)
  const config = await loadConfig(context)
  const baseline =
    options.baseline === undefined ? undefined : readBaseline(context, options.baseline, !options.writeBaseline)
  // A diff alone is stored nowhere, and a machine of a CI need not get a key for it.
  const isStored = options.words.length > 0 || options.recent !== undefined
  const key = isStored ? ensureMaskingKey(context.places) : readMaskingKey(context.places)
  const masker = createMasker({ ...config.masking, ...(key === undefined ? {} : { key }) })
  const targets = await listTargets(context, options)
  const engine = await openEngine(context, options, { config, masker, sessions: Math.max(1, targets.length) })
  const { minSeverity, failOn, strictContract } = options
  const reporting = {
    engine: engine.id,
    minSeverity,
    strictContract,
    ...(failOn === undefined ? {} : { failOn }),
    ...(baseline === undefined ? {} : { baseline }),
  }
  const parts: ReviewPart[] = []
  const sessions: Session[] = []
  for await (const subject of openTargets(context, targets, options)) {
    const started = context.host.now()
    const { part, folder, session } = await reviewSession(context, subject, engine, options, masker)
    parts.push(part)
    if (options.output === 'sarif' && session !== undefined) sessions.push(session)
    if (folder === undefined) continue
    writeReview(context, folder, reportReview([part], reporting), { started, ended: context.host.now() }, masker)
  }
  const report = reportReview(parts, reporting)
  if (options.baseline !== undefined && options.writeBaseline) {
    writeBaseline(
      context,
      options.baseline,
      extendBaseline(baseline, report.findings, 'accepted when the baseline was written'),
    )
    context.note(`ses: ${count(report.findings.length, 'finding')} added to ${options.baseline}`)
  }
  await announce(context, config, report, masker)
  await print(context, report, options, sessions)
  return report.passed || options.writeBaseline ? 0 : 1
}

async function openEngine(
  context: Context,
  { engine, model }: ReviewOptions,
  setting: { readonly config: Config; readonly masker: Masker; readonly sessions: number },
): Promise<ReviewEngine> {
  if (engine === 'rules') return createRulesEngine()
  const { openModelEngine } = await import('./model-engines.ts')
  return openModelEngine(context, engine, model, setting)
}

/** Queues `review.completed`; sending it is the sweep's. */
async function announce(context: Context, config: Config, report: ReviewReport, masker: Masker): Promise<void> {
  if (report.sessions.length === 0) return
  const { state } = await enqueueWebhook({
    event: 'review.completed',
    payload: report,
    folder: context.store.directory,
    settings: webhookSettings(context, config),
    mask: (json) => maskJsonLine(json, masker),
    now: context.host.now(),
    fs: context.store.fs,
  })
  context.debug('review completed', { webhook: state })
}

async function print(
  context: Context,
  report: ReviewReport,
  { output }: ReviewOptions,
  sessions: readonly Session[],
): Promise<void> {
  if (output === 'json') context.printJson(report)
  else if (output === 'sarif') context.printJson(reviewSarif(report, { version: context.version, sessions }))
  else if (output === 'github') context.print(githubAnnotations(neutraliseAll(report)))
  else if (output === 'markdown') context.print([reviewMarkdown(neutraliseAll(report)).trimEnd()])
  else await printBlocks(context, reviewBlocks(report), false)
}
