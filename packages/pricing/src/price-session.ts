import { addUsage, noUsage, type Session, totalTokens, type Usage, walkSessions } from '@ses/model'
import { type PriceOptions, price } from './price.ts'
import type { PriceQuote } from './price-quote.ts'
import type { DroppedEntry, LedgerEntry, LedgerQuote, ModelCost, SessionCost } from './session-cost.ts'

export interface SessionPriceOptions extends PriceOptions {
  /** Whether the ledger keeps each quote's lines; default true. A huge session is told in a third of the memory without them. */
  readonly lines?: boolean
}

/** Prices a session with its sub-agents. A response that several of them hold is counted where it is met first, parents before children. */
export function priceSession(session: Session, options: SessionPriceOptions = {}): SessionCost {
  const ledger: LedgerEntry[] = []
  const dropped: DroppedEntry[] = []
  const seen = new Set<string>()
  for (const part of walkSessions(session)) {
    for (const row of part.droppedUsage) dropped.push({ sessionId: part.id, ...row })
    for (const response of part.responses) {
      const { id: responseId, line, model, usage } = response
      if (seen.has(responseId)) {
        dropped.push({ sessionId: part.id, responseId, reason: 'copied', ...(line === undefined ? {} : { line }) })
        continue
      }
      seen.add(responseId)
      const at = response.at ?? part.startedAt
      const quote = price(at === undefined ? response : { ...response, at }, options)
      ledger.push({
        sessionId: part.id,
        responseId,
        ...(line === undefined ? {} : { line }),
        ...(model === undefined ? {} : { model }),
        ...(at === undefined ? {} : { at }),
        usage,
        quote: options.lines === false ? withoutLines(quote) : quote,
      })
    }
  }
  return { ...sumLedger(ledger), ledger, dropped }
}

/** Sums priced responses, of one session or of many. */
export function sumLedger(
  ledger: Iterable<Pick<LedgerEntry, 'model' | 'usage' | 'quote'>>,
): Omit<SessionCost, 'ledger' | 'dropped'> {
  const models = new Map<string, { responses: number; usage: Usage; nanoUsd?: number; unpriced: number }>()
  let usage = noUsage
  let responses = 0
  let nanoUsd: number | undefined
  let usedUnpriced = false
  for (const entry of ledger) {
    responses += 1
    usage = addUsage(usage, entry.usage)
    const nothing = totalTokens(entry.usage) === 0 && entry.usage.webSearches === 0
    if (nothing && entry.quote.nanoUsd === undefined) continue
    const name = entry.model ?? 'unknown'
    const sum = models.get(name) ?? { responses: 0, usage: noUsage, unpriced: 0 }
    models.set(name, sum)
    sum.responses += 1
    sum.usage = addUsage(sum.usage, entry.usage)
    if (entry.quote.nanoUsd === undefined) {
      sum.unpriced += 1
      usedUnpriced = true
    } else {
      sum.nanoUsd = (sum.nanoUsd ?? 0) + entry.quote.nanoUsd
      nanoUsd = (nanoUsd ?? 0) + entry.quote.nanoUsd
    }
  }
  if (!usedUnpriced) nanoUsd ??= 0
  const byModel: ModelCost[] = [...models].map(([model, { unpriced: _, ...sum }]) => ({ model, ...sum }))
  const unpriced = [...models].flatMap(([model, sum]) => (sum.unpriced > 0 ? [{ model, responses: sum.unpriced }] : []))
  return {
    usage,
    responses,
    ...(nanoUsd === undefined ? {} : { nanoUsd, costUsd: nanoUsd / 1e9 }),
    byModel: byModel.sort((a, b) => (b.nanoUsd ?? -1) - (a.nanoUsd ?? -1) || b.responses - a.responses),
    unpriced: unpriced.sort((a, b) => b.responses - a.responses),
  }
}

function withoutLines({ lines: _, ...quote }: PriceQuote): LedgerQuote {
  return quote
}
