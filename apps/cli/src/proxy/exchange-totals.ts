import { addUsage, noUsage, type Usage } from '@ses/model'
import type { Exchange } from '@ses/proxy'
import { type ProxyTotals, tokenCountsOf } from '@ses/schema'

/** Sums exchanges as they come. */
export interface ExchangeTotals {
  readonly add: (exchange: Exchange) => void
  readonly document: () => ProxyTotals
}

/** Begins at nothing. */
export function createTotals(): ExchangeTotals {
  let usage: Usage = noUsage
  let requests = 0
  let failed = 0
  let cut = 0
  let unmetered = 0
  let nanoUsd: number | undefined
  const models = new Map<string, { requests: number; nanoUsd: number | undefined }>()
  return {
    add: (exchange) => {
      requests++
      if (exchange.status === undefined || exchange.status >= 400) failed++
      if (exchange.cut === true) cut++
      if (exchange.unmetered !== undefined) unmetered++
      if (exchange.usage === undefined) return
      usage = addUsage(usage, exchange.usage)
      const cost = exchange.nanoUsd
      if (cost !== undefined) nanoUsd = (nanoUsd ?? 0) + cost
      const model = models.get(exchange.model ?? 'unknown')
      if (model === undefined) models.set(exchange.model ?? 'unknown', { requests: 1, nanoUsd: cost })
      else {
        model.requests++
        if (cost !== undefined) model.nanoUsd = (model.nanoUsd ?? 0) + cost
      }
    },
    document: () => ({
      requests,
      failed,
      cut,
      unmetered,
      usage: tokenCountsOf(usage),
      cost_usd: nanoUsd === undefined ? null : nanoUsd / 1e9,
      models: [...models].map(([model, sums]) => ({
        model,
        responses: sums.requests,
        cost_usd: sums.nanoUsd === undefined ? null : sums.nanoUsd / 1e9,
      })),
    }),
  }
}
