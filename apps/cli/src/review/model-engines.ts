import { SesError } from '@ses/model'
import {
  createAgentEngine,
  createMultiAgentEngine,
  providers,
  type ReviewEngine,
  type ReviewProvider,
} from '@ses/reviews'
import type { Config } from '@ses/schema'
import type { Masker } from '@ses/secrets'
import type { Context } from '../context.ts'
import { openAnswerProgress } from '../llm/answer-progress.ts'
import { llmSettings } from '../llm/llm-settings.ts'
import { replyCost } from '../llm/reply-cost.ts'
import type { ModelOptions } from './review-options.ts'

const BASE_TIMEOUT_MS = 60_000
const SESSION_TIMEOUT_MS = 30_000

/** Makes an engine that asks models, for so many sessions. Throws `usage`, `config_invalid`, `no_api_key` and `unsafe` before anybody is asked. */
export async function openModelEngine(
  context: Context,
  engine: 'agent' | 'multi-agent',
  options: ModelOptions,
  { config, masker, sessions }: { readonly config: Config; readonly masker: Masker; readonly sessions: number },
): Promise<ReviewEngine> {
  const { host } = context
  const mask = (text: string): string => masker.mask(text).text
  const timeoutMs = options.agentTimeoutMs ?? timeoutFrom(context) ?? BASE_TIMEOUT_MS + SESSION_TIMEOUT_MS * sessions
  if (engine === 'agent') {
    const { onProgress } = openAnswerProgress(context, 'reviewing')
    return createAgentEngine({
      settings: llmSettings(context, config, {}),
      timeoutMs,
      mask,
      costOf: (reply) => replyCost(reply, config, host.now()),
      ...(config.budget?.session === undefined ? {} : { budgetUsd: config.budget.session }),
      ...(onProgress === undefined ? {} : { chat: { onProgress } }),
    })
  }
  const autoApprove = options.autoApprove ?? /^(?:1|true|yes)$/i.test(host.env['SES_REVIEW_AUTO_APPROVE'] ?? '')
  if (autoApprove)
    context.note('ses: the providers may run their tools without asking: they read text that others wrote')
  return createMultiAgentEngine({
    providers: chosen(options.providers),
    timeoutMs: options.providerTimeoutMs ?? timeoutMs,
    parallelism: options.maxProviderParallelism,
    autoApprove,
    mask,
    node: process.execPath,
    env: host.env,
  })
}

/** Those that were named, in our order; default all. */
function chosen(names: readonly string[] | undefined): readonly ReviewProvider[] {
  if (names === undefined) return providers
  const unknown = names.filter((name) => providers.every(({ id }) => id !== name))
  if (names.length === 0 || unknown.length > 0) {
    throw new SesError(
      'usage',
      `--providers ${unknown.join(', ')}: there are ${providers.map(({ id }) => id).join(', ')}`,
    )
  }
  return providers.filter(({ id }) => names.includes(id))
}

function timeoutFrom({ host }: Context): number | undefined {
  const text = host.env['SES_REVIEW_AGENT_TIMEOUT_MS']
  if (text === undefined || text === '') return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new SesError('usage', `SES_REVIEW_AGENT_TIMEOUT_MS=${text}: expected milliseconds`)
}
