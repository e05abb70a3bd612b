import { type RunningProxy, startProxy, type Upstream } from '@ses/proxy'
import type { ProxyTotals } from '@ses/schema'
import type { Context } from '../context.ts'
import { loadPriceOptions } from '../pricing/price-options.ts'
import { loadConfig } from '../settings.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { createTotals } from './exchange-totals.ts'
import { type BookedSession, openBooks } from './open-books.ts'
import { openSpending } from './open-spending.ts'
import { outsideProxy } from './outside-proxy.ts'
import { totalsLine } from './totals-line.ts'

/** A proxy with its budget and its books. */
export interface Metering {
  readonly proxy: RunningProxy
  /** Id of the session booked to; undefined without one, or before it has begun. */
  readonly session: () => string | undefined
  readonly totals: () => ProxyTotals
  readonly refused: () => number
  /** Lets exchanges end for at most `graceMs`, and closes the books. */
  readonly close: (graceMs: number) => Promise<void>
}

/** What is to be metered and how. */
export interface MeteringOptions {
  readonly port: number
  readonly upstreams: readonly Upstream[]
  /** US dollars. */
  readonly budget?: number
  readonly booked?: BookedSession
}

/** Starts a proxy whose exchanges are priced, booked and held against the budget. What there is to say goes to stderr. */
export async function openMetering(context: Context, options: MeteringOptions): Promise<Metering> {
  const { port, upstreams, budget, booked } = options
  const warn = (line: string): void => void context.host.stderr.write(`ses: ${neutralise(line)}\n`)
  const totals = createTotals()
  const config = await loadConfig(context)
  const spending = await openSpending(context, budget === undefined ? {} : { sessionLimitUsd: budget }, warn)
  let add: Parameters<typeof startProxy>[0]['onExchange']
  const proxy = await startProxy({
    port,
    upstreams,
    prices: loadPriceOptions(context, config),
    now: context.host.now,
    via: (host) => outsideProxy(context.host.env, host),
    refusal: spending.refusal,
    onExchange: (exchange) => {
      totals.add(exchange)
      spending.add(exchange)
      add?.(exchange)
      context.debug('exchange', { ...exchange })
    },
  })
  const books = await openBooks(context, booked, warn).catch(async (error) => {
    await proxy.close(0)
    throw error
  })
  add = books.add
  return {
    proxy,
    session: books.session,
    totals: totals.document,
    refused: spending.refused,
    close: async (graceMs) => {
      await proxy.close(graceMs)
      const refused = spending.refused()
      await books.close(`${totalsLine(totals.document())}${refused === 0 ? '' : ` · ${refused} refused by the budget`}`)
    },
  }
}
