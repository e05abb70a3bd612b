import { noUsage, type Usage } from '@ses/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { price } from './price.ts'

const AT = Date.parse('2026-02-01T12:00:00Z')

function use(usage: Partial<Usage>): Usage {
  return { ...noUsage, ...usage }
}

/** Dollars as a bill would show them, to the nano-dollar. */
function dollars(nano: number | undefined): string {
  return nano === undefined ? 'unpriced' : (nano / 1e9).toFixed(9)
}

describe('Anthropic', () => {
  it('bills reads at 0.1×, 5-minute writes at 1.25× and 1-hour writes at 2× of the input rate', () => {
    // Opus 4.5: $5 in, $25 out. 1000·5 + 2,000,000·0.5 + 30,000·6.25 + 10,000·10 + 4000·25, all per million.
    const quote = price({
      model: 'claude-opus-4-5-20251101',
      at: AT,
      usage: use({
        inputTokens: 1_000,
        cacheReadTokens: 2_000_000,
        cacheWriteTokens: 40_000,
        cacheWrite1hTokens: 10_000,
        outputTokens: 4_000,
        reasoningTokens: 3_000,
      }),
    })
    expect(dollars(quote.nanoUsd)).toBe('1.392500000')
    expect(quote.lines).toEqual([
      { kind: 'input', quantity: 1_000, nanoUsdPerMillion: 5e9, nanoUsd: 5_000_000 },
      { kind: 'cache_read', quantity: 2_000_000, nanoUsdPerMillion: 0.5e9, nanoUsd: 1_000_000_000 },
      { kind: 'cache_write', quantity: 30_000, nanoUsdPerMillion: 6.25e9, nanoUsd: 187_500_000 },
      { kind: 'cache_write_1h', quantity: 10_000, nanoUsdPerMillion: 10e9, nanoUsd: 100_000_000 },
      { kind: 'output', quantity: 4_000, nanoUsdPerMillion: 25e9, nanoUsd: 100_000_000 },
    ])
    expect(quote).toMatchObject({ model: 'claude-opus-4-5', provider: 'anthropic', source: 'catalog' })
    expect(quote).not.toHaveProperty('tier')
  })

  it('takes the long-context rates for every class once the whole prompt passes 200,000 tokens', () => {
    const prompt = { inputTokens: 100_000, cacheReadTokens: 60_000, cacheWriteTokens: 40_000, outputTokens: 1_000 }
    // Sonnet 4.5: 100k·3 + 60k·0.3 + 40k·3.75 + 1k·15
    const at = price({ model: 'claude-sonnet-4-5', at: AT, usage: use(prompt) })
    expect(dollars(at.nanoUsd)).toBe('0.483000000')
    expect(at).not.toHaveProperty('tier')
    // One token more: 100,001·6 + 60k·0.6 + 40k·7.5 + 1k·22.5
    const above = price({ model: 'claude-sonnet-4-5', at: AT, usage: use({ ...prompt, inputTokens: 100_001 }) })
    expect(dollars(above.nanoUsd)).toBe('0.958506000')
    expect(above.tier).toBe('>200000')
  })

  it('keeps the base rates for a sum of several responses, however long it is', () => {
    const usage = use({ inputTokens: 5_000_000 })
    expect(dollars(price({ model: 'claude-sonnet-4-5', at: AT, usage, aggregate: true }).nanoUsd)).toBe('15.000000000')
  })

  it('drops the long-context rates of Opus 4.6 on the day the vendor did', () => {
    const response = { model: 'claude-opus-4-6', usage: use({ inputTokens: 300_000 }) }
    const before = price({ ...response, at: Date.parse('2026-03-12T23:59:59.999Z') })
    const after = price({ ...response, at: Date.parse('2026-03-13T00:00:00Z') })
    expect([dollars(before.nanoUsd), before.from]).toEqual(['3.000000000', undefined])
    expect([dollars(after.nanoUsd), after.from]).toEqual(['1.500000000', '2026-03-13'])
  })

  it('charges ten dollars for a thousand web searches', () => {
    const quote = price({ model: 'claude-sonnet-4-20250514', at: AT, usage: use({ webSearches: 3 }) })
    expect(quote.lines).toEqual([{ kind: 'web_search', quantity: 3, nanoUsdPerMillion: 1e13, nanoUsd: 30_000_000 }])
  })

  it('takes the vendor’s own cache rate where it is not the usual multiple', () => {
    const usage = use({ cacheReadTokens: 1_000_000 })
    expect(dollars(price({ model: 'claude-opus-5-5', at: AT, usage }).nanoUsd)).toBe('0.200000000')
  })

  it('applies the multiples on platforms whose price list leaves the cache out', () => {
    const usage = use({ cacheReadTokens: 1_000_000, cacheWriteTokens: 2_000_000, cacheWrite1hTokens: 1_000_000 })
    const quote = price({ model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', at: AT, usage })
    expect(quote.provider).toBe('aws')
    // Regional endpoints: $3.30 in, so 0.33 + 4.125 + 6.6; the long-context rates are not listed there.
    expect(dollars(quote.nanoUsd)).toBe('11.055000000')
  })

  it('never counts more 1-hour writes than writes', () => {
    const usage = use({ cacheWriteTokens: 10, cacheWrite1hTokens: 1_000 })
    expect(price({ model: 'claude-opus-4-5', at: AT, usage }).lines.map((line) => [line.kind, line.quantity])).toEqual([
      ['cache_write_1h', 10],
    ])
  })
})

describe('OpenAI', () => {
  it('bills cached tokens, which are no part of the input any more, at their own rate', () => {
    // GPT-5.4: 10,000·2.5 + 90,000·0.25 + 2000·15
    const usage = use({ inputTokens: 10_000, cacheReadTokens: 90_000, outputTokens: 2_000, reasoningTokens: 1_500 })
    const quote = price({ model: 'gpt-5.4', at: Date.parse('2026-04-01'), usage })
    expect(dollars(quote.nanoUsd)).toBe('0.077500000')
    expect(quote.provider).toBe('openai')
  })

  it('doubles the input rate from 272,000 prompt tokens on', () => {
    const at = Date.parse('2026-04-01')
    expect(dollars(price({ model: 'gpt-5.4', at, usage: use({ inputTokens: 271_999 }) }).nanoUsd)).toBe('0.679997500')
    expect(dollars(price({ model: 'gpt-5.4', at, usage: use({ inputTokens: 272_000 }) }).nanoUsd)).toBe('1.360000000')
  })

  it('takes the price of o3 that held on the day', () => {
    const usage = use({ outputTokens: 1_000_000 })
    expect(dollars(price({ model: 'o3', usage, at: Date.parse('2025-06-09') }).nanoUsd)).toBe('40.000000000')
    expect(dollars(price({ model: 'o3', usage, at: Date.parse('2025-06-10') }).nanoUsd)).toBe('8.000000000')
    expect(dollars(price({ model: 'o3', usage }).nanoUsd)).toBe('8.000000000')
  })
})

describe('Google', () => {
  it('bills Gemini 2.5 Pro by the tier of the prompt', () => {
    // 150,000·1.25 + 50,000·0.125 + 1000·10, then all doubled but the output, which is 1.5×
    const low = use({ inputTokens: 150_000, cacheReadTokens: 50_000, outputTokens: 1_000 })
    expect(dollars(price({ model: 'models/gemini-2.5-pro', at: AT, usage: low }).nanoUsd)).toBe('0.203750000')
    const high = use({ inputTokens: 150_001, cacheReadTokens: 50_000, outputTokens: 1_000 })
    expect(dollars(price({ model: 'gemini-2.5-pro', at: AT, usage: high }).nanoUsd)).toBe('0.402502500')
  })

  it('says that it knows no fee for searches instead of hiding them', () => {
    const quote = price({ model: 'gemini-2.5-pro', at: AT, usage: use({ inputTokens: 10, webSearches: 2 }) })
    expect(quote.unpricedSearches).toBe(2)
    expect(quote.lines).toHaveLength(1)
  })
})

describe('prices by the hour', () => {
  const price1M = (instant: string): string =>
    dollars(
      price({ model: 'deepseek-v4-flash', usage: use({ inputTokens: 1_000_000 }), at: Date.parse(instant) }).nanoUsd,
    )

  it('are higher in the rush hours, from the day they came on', () => {
    expect(price1M('2026-10-01T00:59:59Z')).toBe('0.220000000')
    expect(price1M('2026-10-01T01:00:00Z')).toBe('0.440000000')
    expect(price1M('2026-10-01T04:00:00Z')).toBe('0.220000000')
    expect(price1M('2026-07-01T02:00:00Z')).toBe('0.140000000')
  })
})

describe('no price', () => {
  it.each(['gpt-6.1-sol', 'claude-opus-6', 'ollama/llama3', 'scripted-model', '<synthetic>', '', undefined])(
    'is not a price of 0: %s',
    (model) => {
      const quote = price({ ...(model === undefined ? {} : { model }), usage: use({ inputTokens: 1_000 }), at: AT })
      expect(quote).toEqual({ lines: [] })
    },
  )

  it('differs from a known model without tokens, which costs 0', () => {
    expect(price({ model: 'claude-opus-4-5', usage: noUsage, at: AT })).toMatchObject({ nanoUsd: 0, lines: [] })
  })
})

describe('overrides', () => {
  const local = { match: 'ollama/llama3', inputPerMTok: 0, outputPerMTok: 0 }

  it('price local models, also at 0', () => {
    const quote = price({ model: 'ollama/llama3:8b', usage: use({ inputTokens: 10 }), at: AT }, { prices: [local] })
    expect(quote).toMatchObject({ nanoUsd: 0, source: 'override', model: 'ollama/llama3' })
    expect(quote).not.toHaveProperty('provider')
  })

  it('win over the catalog, the longest match first, in any letter case', () => {
    const prices = [
      { match: 'claude-', inputPerMTok: 1, outputPerMTok: 2 },
      { match: 'Claude-Opus', inputPerMTok: 3, outputPerMTok: 4, cacheReadPerMTok: 0.07 },
    ]
    const usage = use({ inputTokens: 1_000_000, cacheReadTokens: 1_000_000 })
    expect(dollars(price({ model: 'anthropic/claude-opus-4-5', usage, at: AT }, { prices }).nanoUsd)).toBe(
      '3.070000000',
    )
    expect(dollars(price({ model: 'claude-haiku-4-5', usage, at: AT }, { prices }).nanoUsd)).toBe('1.100000000')
    expect(price({ model: 'gpt-5.4', usage, at: AT }, { prices }).source).toBe('catalog')
  })

  it('hold from their date on, and the latest one does', () => {
    const prices = [
      { match: 'my-model', inputPerMTok: 1, outputPerMTok: 1, from: '2026-01-01' },
      { match: 'my-model', inputPerMTok: 2, outputPerMTok: 1, from: '2026-06-01' },
    ]
    const cost = (at?: number): string =>
      dollars(
        price({ model: 'my-model', usage: use({ inputTokens: 1e6 }), ...(at === undefined ? {} : { at }) }, { prices })
          .nanoUsd,
      )
    expect(cost(Date.parse('2025-12-31'))).toBe('unpriced')
    expect(cost(Date.parse('2026-05-31'))).toBe('1.000000000')
    expect(cost(Date.parse('2026-06-01'))).toBe('2.000000000')
    expect(cost()).toBe('2.000000000')
  })

  it('with broken numbers are passed over', () => {
    const prices = [{ match: 'gpt', inputPerMTok: Number.NaN, outputPerMTok: 1 }]
    expect(price({ model: 'gpt-5.4', usage: use({ inputTokens: 1 }), at: AT }, { prices }).source).toBe('catalog')
  })
})

describe('the laws of a bill', () => {
  const anyCount = fc.oneof(fc.nat(3_000_000), fc.maxSafeInteger(), fc.double(), fc.constant(Number.NaN))
  const anyUsage = fc.record({
    inputTokens: anyCount,
    cacheReadTokens: anyCount,
    cacheWriteTokens: anyCount,
    cacheWrite1hTokens: anyCount,
    outputTokens: anyCount,
    reasoningTokens: anyCount,
    webSearches: anyCount,
  })
  const anyModel = fc.oneof(
    fc.constantFrom('claude-sonnet-4-5', 'gpt-5.4', 'gemini-2.5-pro', 'deepseek-v4-pro', 'qwen3-coder-plus', 'x'),
    fc.string(),
  )

  it('the lines sum to the total, every amount is a whole number of nano-dollars, and the quote is plain JSON', () => {
    fc.assert(
      fc.property(anyModel, anyUsage, fc.option(fc.double(), { nil: undefined }), (model, usage, at) => {
        const quote = price({ model, usage, ...(at === undefined ? {} : { at }) })
        expect(JSON.parse(JSON.stringify(quote))).toEqual(quote)
        expect(quote.lines.every((line) => Number.isSafeInteger(line.nanoUsd) && line.quantity > 0)).toBe(true)
        expect(quote.lines.reduce((sum, line) => sum + line.nanoUsd, 0)).toBe(quote.nanoUsd ?? 0)
      }),
      { numRuns: 500 },
    )
  })

  it('every line is its quantity times its rate, rounded half up, exactly', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.integer({ min: 1, max: 10_000_000 }), (quantity, microDollars) => {
        const prices = [{ match: 'm', inputPerMTok: microDollars / 1e6, outputPerMTok: 0 }]
        const quote = price({ model: 'm', usage: use({ inputTokens: quantity }) }, { prices })
        const exact = (BigInt(quantity) * BigInt(microDollars) * 1000n + 500_000n) / 1_000_000n
        expect(BigInt(quote.nanoUsd ?? -1)).toBe(exact)
      }),
      { numRuns: 500 },
    )
  })

  it('more tokens of a class never cost less', () => {
    fc.assert(
      fc.property(anyModel, fc.nat(400_000), fc.nat(400_000), (model, tokens, more) => {
        const few = price({ model, usage: use({ inputTokens: tokens }), at: AT }).nanoUsd ?? 0
        const many = price({ model, usage: use({ inputTokens: tokens + more }), at: AT }).nanoUsd ?? 0
        expect(many).toBeGreaterThanOrEqual(few)
      }),
    )
  })
})

describe('a cost that is told with the response', () => {
  const usage = use({ inputTokens: 1_000, outputTokens: 10 })

  it('wins over every price, also for a model without one, and has no lines', () => {
    const prices = [{ match: 'm', inputPerMTok: 1, outputPerMTok: 1 }]
    expect(price({ model: 'm', usage, costUsd: 0.25 }, { prices })).toEqual({
      nanoUsd: 250_000_000,
      lines: [],
      model: 'm',
      source: 'told',
    })
    expect(price({ usage, costUsd: 0 })).toEqual({ nanoUsd: 0, lines: [], source: 'told' })
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e7])('is passed over when it is %s', (costUsd) => {
    expect(price({ model: 'gpt-4o', usage, costUsd })).toEqual(price({ model: 'gpt-4o', usage }))
  })
})
