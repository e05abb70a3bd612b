import type { UsageEntry } from './aggregate-usage.ts'
import type { CountedResponse } from './count-once.ts'
import { type PriceOptions, price } from './price.ts'
import type { PriceQuote } from './price-quote.ts'

/** Prices counted responses, each by its own date and the size of its own prompt. */
export function priceUsage(counted: readonly CountedResponse[], options: PriceOptions = {}): UsageEntry[] {
  return counted.map((one) => {
    const { agent, at, sessionId, project, response } = one
    const { nanoUsd } = quoteOf(one, options)
    return {
      agent,
      ...(response.model === undefined ? {} : { model: response.model }),
      ...(at === undefined ? {} : { at }),
      sessionId,
      ...(project === undefined ? {} : { project }),
      usage: response.usage,
      ...(nanoUsd === undefined ? {} : { nanoUsd }),
    }
  })
}

/** The quote of one counted response, with its lines. */
export function quoteOf({ response, at }: CountedResponse, options: PriceOptions = {}): PriceQuote {
  return price(at === undefined || at === response.at ? response : { ...response, at }, options)
}
