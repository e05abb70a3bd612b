import { SesError } from '@ses/model'
import { price } from '@ses/pricing'
import { type MeteredResponse, tokenCountsOf } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { loadPriceOptions } from '../pricing/price-options.ts'
import { loadConfig } from '../settings.ts'
import { budgetDocument, checkBudgets, isExceeded } from './budgets.ts'
import { meteredSession } from './metered-session.ts'
import { printMetered } from './print-metered.ts'
import { requireOpen, textOf, tokensOf } from './read-input.ts'
import { tell } from './tell.ts'
import { readTold } from './told-session.ts'

/** Books a call of a model to the open session; answers 1 when a budget is exceeded. */
export async function runLogAi(context: Context, input: Input): Promise<number> {
  const call = callOf(input)
  const open = requireOpen(context)
  await tell(context, { id: open.id, hook: 'log-ai', payload: { ...call } })
  const standings = await checkBudgets(context, open.id)
  await printMetered(context, {
    schema_version: 1,
    action: 'log-ai',
    done: true,
    session: await meteredSession(context, readTold(context, open.id) ?? open),
    response: await responseOf(context, call),
    budget: budgetDocument(standings),
    notes: [],
  })
  return isExceeded(standings) ? 1 : 0
}

/** The payload of the event. */
interface LoggedCall {
  readonly provider: string
  readonly model: string
  readonly prompt_tokens?: number
  readonly cached_tokens?: number
  readonly completion_tokens?: number
  readonly total_tokens?: number
  readonly cost_usd?: number
  readonly agent?: string
}

/** Largest cost of one call that is believed. */
const MAX_USD = 1e6

function callOf(input: Input): LoggedCall {
  const provider = textOf(input.text('provider'), 'log-ai: --provider is missing')
  const model = textOf(input.text('model'), 'log-ai: --model is missing')
  const [prompt, completion, cached, total] = ['prompt-tokens', 'completion-tokens', 'cached-tokens', 'total'].map(
    (name) => tokensOf(input, name),
  )
  const cost = input.number('cost')
  const agent = input.text('agent')
  if (cost !== undefined && !(cost >= 0 && cost <= MAX_USD))
    throw new SesError('usage', `--cost: expected US dollars from 0 to ${MAX_USD}`)
  if ([prompt, completion, total, cost].every((number) => number === undefined))
    throw new SesError('usage', 'log-ai: expected --prompt-tokens and --completion-tokens, or --total, or --cost')
  const split = splitOf(prompt, completion, total)
  if (cached !== undefined && cached > (split.prompt_tokens ?? split.total_tokens ?? 0))
    throw new SesError('usage', '--cached-tokens: more than --prompt-tokens, which include them')
  return {
    provider,
    model,
    ...split,
    ...(cached === undefined ? {} : { cached_tokens: cached }),
    ...(cost === undefined ? {} : { cost_usd: cost }),
    ...(agent === undefined ? {} : { agent }),
  }
}

type Split = Pick<LoggedCall, 'prompt_tokens' | 'completion_tokens' | 'total_tokens'>

/** A total and one part tell the other. */
function splitOf(prompt: number | undefined, completion: number | undefined, total: number | undefined): Split {
  if (prompt === undefined && completion === undefined) return total === undefined ? {} : { total_tokens: total }
  const input = prompt ?? (total === undefined ? 0 : total - (completion ?? 0))
  const output = completion ?? (total === undefined ? 0 : total - (prompt ?? 0))
  if (input < 0 || output < 0 || (total !== undefined && input + output !== total))
    throw new SesError('usage', '--total: is not the sum of --prompt-tokens and --completion-tokens')
  return { prompt_tokens: input, completion_tokens: output }
}

async function responseOf(context: Context, call: LoggedCall): Promise<MeteredResponse> {
  const { provider, model, prompt_tokens, completion_tokens = 0, cached_tokens = 0, total_tokens, cost_usd } = call
  const prompt = prompt_tokens ?? total_tokens ?? 0
  const usage = {
    inputTokens: prompt - cached_tokens,
    cacheReadTokens: cached_tokens,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: completion_tokens,
    reasoningTokens: 0,
    webSearches: 0,
  }
  const aggregate = total_tokens !== undefined
  const { nanoUsd, source } = price(
    {
      model,
      provider,
      usage,
      at: context.host.now(),
      aggregate,
      ...(cost_usd === undefined ? {} : { costUsd: cost_usd }),
    },
    loadPriceOptions(context, await loadConfig(context)),
  )
  return {
    provider,
    model,
    usage: tokenCountsOf(usage),
    cost_usd: nanoUsd === undefined ? null : nanoUsd / 1e9,
    cost_source: source ?? null,
    at_least: aggregate && cost_usd === undefined && nanoUsd !== undefined,
  }
}
