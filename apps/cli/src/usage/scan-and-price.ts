import { type CountedResponse, countOnce, type PriceOptions, priceUsage, type UsageEntry } from '@ses/pricing'
import type { Config } from '@ses/schema'
import type { Context } from '../context.ts'
import { openProgress } from '../import/progress.ts'
import { loadPriceOptions } from '../pricing/price-options.ts'
import { scanUsage, type UsageScanResult } from './scan-usage.ts'
import type { StampedSource } from './stamp-file.ts'

/** A scan with its responses counted once and priced. */
export interface PricedScan {
  readonly result: UsageScanResult
  readonly counted: readonly CountedResponse[]
  readonly entries: readonly UsageEntry[]
  readonly prices: PriceOptions
}

/** Reads what has changed of the sources, counts over all of them, and prices. */
export async function scanAndPrice(
  context: Context,
  config: Config,
  sources: readonly StampedSource[],
  version: string,
): Promise<PricedScan> {
  const progress = await openProgress(context)
  const result = await scanUsage(sources, {
    user: context.places.user,
    version,
    onProgress: progress.step,
    onTrouble: (error) => context.debug('usage cache', { code: error.code, message: error.message }),
  }).finally(progress.stop)
  const prices = loadPriceOptions(context, config)
  const counted = countOnce(result.sessions)
  return { result, counted, entries: priceUsage(counted, prices), prices }
}
