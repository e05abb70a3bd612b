import type { Catalog, CatalogModel, CatalogProvider, CatalogRow, Rate } from './catalog.ts'
import type { ModelMatch } from './model-match.ts'

/** Reads what `packCatalog` wrote. `asOf` is the ISO date of the data. Lines that cannot be read are left out. */
export function readCatalog(packed: string, asOf: string): Catalog {
  const providers: CatalogProvider[] = []
  for (const block of packed.split('\n\n')) {
    const end = block.indexOf('\n')
    const head = parse(end < 0 ? block : block.slice(0, end)) as Omit<CatalogProvider, 'models'> | undefined
    if (typeof head?.id !== 'string') continue
    let models: readonly CatalogModel[] | undefined
    providers.push({
      ...head,
      models: () => {
        models ??=
          end < 0
            ? []
            : block
                .slice(end + 1)
                .split('\n')
                .flatMap(readModel)
        return models
      },
    })
  }
  return { asOf, providers }
}

interface PackedModel {
  readonly id: string
  readonly match: ModelMatch
  readonly rows: readonly PackedRow[]
}

type PackedPrice = number | { readonly base: number; readonly tiers: readonly { start: number; price: number }[] }

interface PackedRow {
  readonly from?: string
  readonly hours?: readonly [string, string]
  readonly input_mtok: PackedPrice
  readonly output_mtok: PackedPrice
  readonly cache_read_mtok?: PackedPrice
  readonly cache_write_mtok?: PackedPrice
  readonly cache_write_1h_mtok?: PackedPrice
  readonly web_searches_kcount?: PackedPrice
}

function readModel(line: string): CatalogModel[] {
  const model = parse(line) as PackedModel | undefined
  if (model === undefined) return []
  try {
    return [{ id: model.id, match: model.match, rows: model.rows.map(readRow) }]
  } catch {
    return []
  }
}

function readRow(row: PackedRow): CatalogRow {
  return {
    ...(row.from === undefined ? {} : { from: row.from }),
    ...(row.hours === undefined ? {} : { hours: [secondOfDay(row.hours[0]), secondOfDay(row.hours[1])] }),
    input: readRate(row.input_mtok),
    output: readRate(row.output_mtok),
    ...(row.cache_read_mtok === undefined ? {} : { cacheRead: readRate(row.cache_read_mtok) }),
    ...(row.cache_write_mtok === undefined ? {} : { cacheWrite: readRate(row.cache_write_mtok) }),
    ...(row.cache_write_1h_mtok === undefined ? {} : { cacheWrite1h: readRate(row.cache_write_1h_mtok) }),
    ...(row.web_searches_kcount === undefined ? {} : { webSearch: readRate(row.web_searches_kcount, 1000) }),
  }
}

/** `times` turns a price per thousand into one per million. */
function readRate(price: PackedPrice, times = 1): Rate {
  const nano = (dollars: number): number => {
    if (!(dollars >= 0) || !Number.isFinite(dollars)) throw new RangeError('not a price')
    return Math.round(dollars * times * 1e9)
  }
  if (typeof price === 'number') return { base: nano(price), tiers: [] }
  const tiers = price.tiers.map((tier) => ({ above: tier.start, rate: nano(tier.price) }))
  return { base: nano(price.base), tiers: tiers.sort((a, b) => a.above - b.above) }
}

/** `16:30:00Z` or `16:30:00+02:00` → seconds since midnight UTC. */
function secondOfDay(text: string): number {
  const found = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text)
  if (found === null) throw new RangeError('not a time of day')
  const [, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = found
  const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60 * (sign === '-' ? -1 : 1)
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - offset + 172_800) % 86_400
}

function parse(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
