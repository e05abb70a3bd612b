import { type CatalogEntry, catalog, type PriceOverride } from '@ses/pricing'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { readUpdatedCatalog } from './price-options.ts'

const DEFAULT_LIMIT = 40

/** Prints the user's prices and those of the catalog whose model or provider holds each word. */
export async function listPrices(context: Context, input: Input, words: readonly string[]): Promise<number> {
  const { prices = [] } = await loadConfig(context)
  const updated = readUpdatedCatalog(context.places.user)
  const needles = words.map((word) => word.toLowerCase())
  const fits = (text: string): boolean => needles.every((needle) => text.toLowerCase().includes(needle))
  const overrides = prices.filter(({ match }) => fits(`yours ${match}`))
  const entries = catalog(updated).filter(({ provider, model }) => fits(`${provider}/${model}`))
  const limit = input.number('limit') ?? (context.json || input.flag('all') ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT)
  const shown = entries.slice(0, limit)
  const source = updated === undefined ? 'bundled' : 'updated'
  if (context.json) {
    context.printJson({
      schema_version: 1,
      source,
      ...(updated === undefined ? {} : { as_of: updated.asOf }),
      overrides,
      prices: shown.map(documentOf),
      total: entries.length,
    })
    return 0
  }
  context.print(linesOf(overrides, shown, entries.length, context))
  return 0
}

function documentOf(entry: CatalogEntry): object {
  return {
    provider: entry.provider,
    model: entry.model,
    input_per_mtok: entry.inputPerMTok,
    output_per_mtok: entry.outputPerMTok,
    cache_read_per_mtok: entry.cacheReadPerMTok ?? null,
    cache_write_per_mtok: entry.cacheWritePerMTok ?? null,
    cache_write_1h_per_mtok: entry.cacheWrite1hPerMTok ?? null,
    web_search_per_1000: entry.webSearchPer1000 ?? null,
    long_context_above: entry.longContextAbove ?? null,
    long_context_input_per_mtok: entry.longContextInputPerMTok ?? null,
    long_context_output_per_mtok: entry.longContextOutputPerMTok ?? null,
    from: entry.from ?? null,
  }
}

function linesOf(
  overrides: readonly PriceOverride[],
  entries: readonly CatalogEntry[],
  total: number,
  { style, width, host }: Context,
): string[] {
  if (overrides.length === 0 && entries.length === 0) {
    return ['No such model.', style.faint('  ses pricing set <model> --input <usd> --output <usd> gives one a price')]
  }
  const rows = [
    ...overrides.map((price) => cellsOf({ ...price, provider: 'yours', model: price.match })),
    ...entries.map((entry) => cellsOf(entry)),
  ]
  const lines = table(
    [
      { title: 'provider', paint: style.faint },
      { title: 'model', cut: 'end', paint: style.name },
      { title: 'input', align: 'right' },
      { title: 'output', align: 'right' },
      { title: 'cache read', align: 'right' },
      { title: 'write 5m', align: 'right' },
      { title: 'write 1h', align: 'right' },
      { title: 'since', paint: style.faint },
      { title: 'long context', paint: style.faint },
    ],
    neutraliseAll(rows),
    { width: host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY, paintTitle: style.faint },
  )
  lines.push(style.faint('US dollars per million tokens; a blank cache price follows from the input price'))
  if (entries.length < total) {
    lines.push(style.faint(`… ${count(total - entries.length, 'more price')} (--all, or a part of the name)`))
  }
  return lines
}

type Row = PriceOverride & Pick<CatalogEntry, 'provider' | 'model'>

function cellsOf(entry: CatalogEntry | Row): string[] {
  const above = 'longContextAbove' in entry ? entry.longContextAbove : undefined
  const long = 'longContextInputPerMTok' in entry ? entry.longContextInputPerMTok : undefined
  return [
    entry.provider,
    entry.model,
    dollars(entry.inputPerMTok),
    dollars(entry.outputPerMTok),
    dollars(entry.cacheReadPerMTok),
    dollars(entry.cacheWritePerMTok),
    dollars(entry.cacheWrite1hPerMTok),
    entry.from ?? '',
    above === undefined ? '' : `>${above}: ${dollars(long)}`,
  ]
}

function dollars(usd: number | undefined): string {
  return usd === undefined ? '' : `$${usd}`
}
