import { createHash } from 'node:crypto'
import type { LlmFlags } from '@ses/llm'
import { SesError } from '@ses/model'
import { estimateTokens, explainOf, handoffBlocks, handoffOf, markdownOf } from '@ses/reports'
import type { AiSummaryDocument, Config } from '@ses/schema'
import { createMasker, type Masker } from '@ses/secrets'
import { resolveSession } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { llmSettings } from '../llm/llm-settings.ts'
import { replyCost } from '../llm/reply-cost.ts'
import { ensureMaskingKey, readMaskingKey } from '../masking-key.ts'
import { findSubject } from '../reflect/find-subject.ts'
import type { Subject } from '../reflect/subject.ts'
import { loadConfig } from '../settings.ts'
import { count, duration, money, tokens } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { askModel, type MaskedDigest } from './ask-model.ts'
import { digestSession } from './session-digest.ts'
import { summarizePrompt } from './summarize-prompt.ts'
import { readSummaryFile, type StoredSummary, summaryPath, writeSummaryFile } from './summary-file.ts'

const DEFAULT_CONTEXT_TOKENS = 24_000
const LEAST_CONTEXT_TOKENS = 500

/** Lets a model summarise a session, unless it has summarised the same before. */
export async function runSummarize(context: Context, input: Input): Promise<number> {
  const maxTokens = atLeast(input, 'context-tokens', LEAST_CONTEXT_TOKENS) ?? DEFAULT_CONTEXT_TOKENS
  const flags = flagsOf(input)
  const config = await loadConfig(context)
  const { folder, id } = await resolveSession(context.store, input.words[0] ?? 'latest')
  const subject = await findSubject(context, folder, {})
  if (subject.note !== undefined) context.note(subject.note)
  const dryRun = input.flag('dry-run')
  const key = dryRun ? readMaskingKey(context.places) : ensureMaskingKey(context.places)
  const masker = createMasker({ ...config.masking, ...(key === undefined ? {} : { key }) })
  const digest = (limit: number): MaskedDigest => digestOf(subject, masker, limit)
  if (dryRun) return printPlan(context, digest(maxTokens))

  const asked = hashOf(digest(maxTokens).text)
  const stored = input.flag('force') ? undefined : readSummaryFile(context.store, folder)
  if (stored?.asked === asked && isAnsweredBy(stored, flags)) return print(context, stored, true)
  const settings = llmSettings(context, config, flags)
  context.debug('ask', { provider: settings.provider, model: settings.model })
  const { reply, sent } = await askModel(context, settings, digest, maxTokens)
  const now = context.host.now()
  const { usage } = reply
  const summary: StoredSummary = {
    session_id: id,
    folder,
    asked,
    requested: settings.model,
    provider: settings.provider,
    model: neutralise(masker.mask(reply.model).text).slice(0, 200),
    created: new Date(now).toISOString(),
    tokens:
      usage === undefined
        ? null
        : {
            input: usage.inputTokens,
            cache_read: usage.cacheReadTokens,
            cache_write: usage.cacheWriteTokens,
            output: usage.outputTokens,
            reasoning: usage.reasoningTokens,
          },
    cost_usd: costOf(reply, settings.model, config, now),
    ms: Math.round(reply.ms),
    attempts: reply.attempts,
    complete: reply.finish !== 'length',
    from_reasoning: reply.fromReasoning,
    input: { tokens: estimateTokens(summarizePrompt + sent.text), turns: sent.turns, condensed: sent.condensed },
    text: masker.mask(neutralise(reply.text)).text,
  }
  writeSummaryFile(context.store, folder, summary)
  return print(context, summary, false)
}

function flagsOf(input: Input): LlmFlags {
  const [provider, model] = [input.text('provider'), input.text('model')]
  const maxTokens = atLeast(input, 'max-tokens', 1)
  const timeoutMs = atLeast(input, 'timeout-ms', 1)
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(timeoutMs === undefined ? {} : { timeoutMs: Math.min(timeoutMs, 2 ** 31 - 1) }),
  }
}

/** Whether a stored summary was written by what is asked for now; who names nothing takes any. */
function isAnsweredBy({ model, requested, provider }: StoredSummary, flags: LlmFlags): boolean {
  const sameModel = flags.model === undefined || flags.model === model || flags.model === requested
  return sameModel && (flags.provider === undefined || flags.provider === provider)
}

function atLeast(input: Input, name: string, least: number): number | undefined {
  const value = input.number(name)
  if (value === undefined || (Number.isInteger(value) && value >= least)) return value
  throw new SesError('usage', `--${name} ${value}: expected a whole number from ${least}`)
}

function digestOf(subject: Subject, masker: Masker, maxTokens: number): MaskedDigest {
  const { turns, summary } = explainOf('analysis' in subject ? subject.analysis : subject)
  const head =
    'analysis' in subject
      ? markdownOf(handoffBlocks(handoffOf(subject.analysis, { maxTokens: Math.max(100, Math.floor(maxTokens / 4)) })))
      : [summary.session.summary, ...summary.prompts.map(({ text }) => `- ${text}`)].join('\n').slice(0, maxTokens * 3)
  const digest = digestSession(head, turns, maxTokens)
  return { ...digest, text: masker.mask(digest.text).text }
}

function hashOf(text: string): string {
  return createHash('sha256').update(`${summarizePrompt}\0${text}`).digest('hex').slice(0, 32)
}

/** By the name the provider gives, else by the one that was asked for. */
function costOf(reply: Parameters<typeof replyCost>[0], model: string, config: Config, at: number): number | null {
  return replyCost(reply, config, at) ?? replyCost({ ...reply, model }, config, at)
}

function printPlan(context: Context, { text, turns, condensed }: MaskedDigest): number {
  const size = estimateTokens(summarizePrompt + text)
  if (context.json) {
    context.printJson({ schema_version: 1, system: summarizePrompt, text, input: { tokens: size, turns, condensed } })
  } else {
    context.note(
      `ses: about ${tokens(size)} tokens in ${count(turns, 'turn')}, ${condensed} told briefly; nothing is sent`,
    )
    context.print([neutralise(summarizePrompt), '', neutralise(text)])
  }
  return 0
}

function print(
  context: Context,
  { asked: _asked, requested: _requested, ...summary }: StoredSummary,
  reused: boolean,
): number {
  const document: AiSummaryDocument = { schema_version: 1, ...summary, reused }
  if (context.json) {
    context.printJson(document)
    return 0
  }
  const { tokens: used, model, cost_usd: cost, ms, complete, from_reasoning: thought, input, folder } = document
  const spent =
    used === null ? [] : [`${tokens(used.input + used.cache_read + used.cache_write)} in`, `${tokens(used.output)} out`]
  const facts = [model, ...spent, money(cost), duration(ms), ...(reused ? ['written before'] : [])]
  context.print([
    neutralise(document.text),
    '',
    context.style.faint(neutralise(facts.join(' · '))),
    context.style.faint(neutralise(summaryPath(context.store, folder))),
  ])
  if (!complete) context.note('ses: max_tokens cut the answer off; --max-tokens allows more')
  if (thought) context.note('ses: the model wrote no answer; this is its reasoning')
  if (input.condensed > 0)
    context.note(`ses: ${input.condensed} of ${count(input.turns, 'turn')} were condensed to fit`)
  if (reused) context.note('ses: the session has not changed since; --force asks again')
  return 0
}
