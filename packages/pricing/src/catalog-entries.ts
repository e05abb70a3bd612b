import { bundledCatalog } from './bundled-catalog.ts'
import type { Catalog, Rate } from './catalog.ts'

/** One price row as `ses pricing list` shows it, in US dollars per million tokens. */
export interface CatalogEntry {
  readonly provider: string
  readonly model: string
  readonly inputPerMTok: number
  readonly outputPerMTok: number
  readonly cacheReadPerMTok?: number
  readonly cacheWritePerMTok?: number
  readonly cacheWrite1hPerMTok?: number
  /** US dollars per thousand searches. */
  readonly webSearchPer1000?: number
  /** Prompts of more than this many tokens are dearer. */
  readonly longContextAbove?: number
  readonly longContextInputPerMTok?: number
  readonly longContextOutputPerMTok?: number
  /** ISO date since when the row holds. */
  readonly from?: string
  /** Part of the day, seconds since midnight UTC. */
  readonly hours?: readonly [start: number, end: number]
}

/** Every price row of a catalog, by default of the one that ships with this package, in its order. */
export function catalog(data: Catalog = bundledCatalog()): CatalogEntry[] {
  return data.providers.flatMap((provider) =>
    provider.models().flatMap((model) =>
      model.rows.map((row): CatalogEntry => {
        const tier = row.input.tiers[0]
        const longOutput = row.output.tiers[0]?.rate
        return {
          provider: provider.id,
          model: model.id,
          inputPerMTok: dollars(row.input),
          outputPerMTok: dollars(row.output),
          ...(row.cacheRead === undefined ? {} : { cacheReadPerMTok: dollars(row.cacheRead) }),
          ...(row.cacheWrite === undefined ? {} : { cacheWritePerMTok: dollars(row.cacheWrite) }),
          ...(row.cacheWrite1h === undefined ? {} : { cacheWrite1hPerMTok: dollars(row.cacheWrite1h) }),
          ...(row.webSearch === undefined ? {} : { webSearchPer1000: dollars(row.webSearch) / 1000 }),
          ...(tier === undefined ? {} : { longContextAbove: tier.above, longContextInputPerMTok: tier.rate / 1e9 }),
          ...(longOutput === undefined ? {} : { longContextOutputPerMTok: longOutput / 1e9 }),
          ...(row.from === undefined ? {} : { from: row.from }),
          ...(row.hours === undefined ? {} : { hours: row.hours }),
        }
      }),
    ),
  )
}

function dollars(rate: Rate): number {
  return rate.base / 1e9
}
