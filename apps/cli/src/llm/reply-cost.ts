import type { ChatReply } from '@ses/llm'
import { price } from '@ses/pricing'
import type { Config } from '@ses/schema'

/** US dollars of one answer; null when the model has no price or the provider counts no tokens. `at` in epoch milliseconds. */
export function replyCost(
  { model, usage }: Pick<ChatReply, 'model' | 'usage'>,
  config: Config,
  at: number,
): number | null {
  if (usage === undefined) return null
  const response = { model, at, usage: { ...usage, cacheWrite1hTokens: 0, webSearches: 0 } }
  const { nanoUsd } = price(response, config.prices === undefined ? {} : { prices: config.prices })
  return nanoUsd === undefined ? null : nanoUsd / 1e9
}
