import { calcPrice, waitForUpdate } from '@pydantic/genai-prices'
import { describe, expect, it } from 'vitest'
import { price } from './price.ts'

/** Prompt sizes below, between and above the tier boundaries that the data knows. */
const USAGES = [9_000, 199_995, 600_000].map((inputTokens) => ({
  inputTokens,
  cacheReadTokens: 5,
  cacheWriteTokens: 5,
  cacheWrite1hTokens: 0,
  outputTokens: 1_234,
  reasoningTokens: 0,
  webSearches: 0,
}))
const INSTANTS = ['2024-07-01T12:00:00Z', '2026-03-12T23:59:59Z', '2026-11-20T07:30:00Z', '2027-06-01T20:00:00Z']

describe('the catalog against the library it was made from', () => {
  it('gives every model of the data the library’s own price, under the id of the data', async () => {
    const wrong: string[] = []
    let compared = 0
    for (const provider of (await waitForUpdate()) ?? []) {
      for (const model of provider.models) {
        for (const at of INSTANTS) {
          const timestamp = new Date(at)
          // Here rush-hour prices do not reach back before the date they came with; in the library they do.
          if (provider.id === 'deepseek' && timestamp.getTime() < Date.parse('2026-08-17')) continue
          for (const usage of USAGES) {
            const quote = price({ model: model.id, provider: provider.id, usage, at: timestamp.getTime() })
            if (quote.provider !== provider.id || quote.model !== model.id) continue
            const theirs = calcPrice(
              {
                input_tokens: usage.inputTokens + 10,
                cache_read_tokens: usage.cacheReadTokens,
                cache_write_tokens: usage.cacheWriteTokens,
                output_tokens: usage.outputTokens,
              },
              model.id,
              { providerId: provider.id, timestamp },
            )
            if (theirs?.model.id !== model.id) continue
            // Claude rows without a cache rate take Anthropic's multipliers here.
            if (/claude/.test(model.id) && !hasCacheRates(theirs.model_price)) continue
            compared += 1
            const ours = (quote.nanoUsd ?? Number.NaN) / 1e9
            if (!(Math.abs(ours - theirs.total_price) < 3e-9)) {
              wrong.push(`${provider.id} ${model.id} ${at} ${usage.inputTokens}: ${ours} ≠ ${theirs.total_price}`)
            }
          }
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
    expect(compared).toBeGreaterThan(14_000)
  })
})

function hasCacheRates(prices: Readonly<Record<string, unknown>>): boolean {
  return 'cache_read_mtok' in prices && 'cache_write_mtok' in prices
}
