/** The price keys of the data that a coding session can use; prices of pictures, sound and pages are left out. */
const PRICE_KEYS: readonly string[] = [
  'input_mtok',
  'output_mtok',
  'cache_read_mtok',
  'cache_write_mtok',
  'cache_write_1h_mtok',
  'web_searches_kcount',
]

/**
 * Packs provider data (the shape of genai-prices' `data.json`) into the text that `readCatalog` reads: one block per provider,
 * its own line first, then one line per model. Entries of another shape and models that cannot be priced by tokens are left out.
 */
export function packCatalog(providers: unknown): string {
  if (!Array.isArray(providers)) return ''
  return providers
    .filter(isRecord)
    .filter((provider) => typeof provider['id'] === 'string' && Array.isArray(provider['models']))
    .map((provider) => packProvider(provider))
    .filter((block) => block.includes('\n'))
    .join('\n\n')
}

function packProvider(provider: Readonly<Record<string, unknown>>): string {
  const head = JSON.stringify({
    id: provider['id'],
    ...(isRecord(provider['model_match']) ? { claims: provider['model_match'] } : {}),
    ...(isRecord(provider['provider_match']) ? { named: provider['provider_match'] } : {}),
  })
  const models = (provider['models'] as readonly unknown[]).flatMap((model) => {
    const packed = packModel(model)
    return packed === undefined ? [] : [packed]
  })
  return [head, ...models].join('\n')
}

function packModel(model: unknown): string | undefined {
  if (!isRecord(model) || typeof model['id'] !== 'string' || !isRecord(model['match'])) return undefined
  const given: unknown = model['prices']
  const rows = (Array.isArray(given) ? given : [{ prices: given }]).map(packRow)
  if (rows.length === 0 || rows.includes(undefined)) return undefined
  return JSON.stringify({ id: model['id'], match: model['match'], rows })
}

function packRow(row: unknown): Record<string, unknown> | undefined {
  if (!isRecord(row) || !isRecord(row['prices'])) return undefined
  const prices = row['prices']
  // A fee per request cannot be told from token counts: without it the price would be too low.
  if (prices['input_mtok'] === undefined || prices['output_mtok'] === undefined || 'requests_kcount' in prices) {
    return undefined
  }
  const constraint = row['constraint']
  const packed: Record<string, unknown> = {}
  if (isRecord(constraint)) {
    if (typeof constraint['start_date'] === 'string') packed['from'] = constraint['start_date']
    else if (typeof constraint['start_time'] === 'string' && typeof constraint['end_time'] === 'string') {
      packed['hours'] = [constraint['start_time'], constraint['end_time']]
    } else return undefined
  }
  for (const key of PRICE_KEYS) if (prices[key] !== undefined) packed[key] = prices[key]
  return packed
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
