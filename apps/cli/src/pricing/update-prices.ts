import { mkdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import { catalog, packCatalog, readCatalog } from '@ses/pricing'
import { systemFs, writeAtomically } from '@ses/store'
import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'
import { updatedCatalogPath } from './updated-catalog-path.ts'

const TIMEOUT_MS = 30_000
const MAX_BYTES = 32 * 1024 * 1024

/**
 * Takes in newer prices from a file or an address that the user names: `data.json` of genai-prices, or a file of its shape. Nothing is
 * asked for by itself. Throws `usage` without a source, `config_invalid` for data without a price, `external` for a failed download.
 */
export async function updatePrices(context: Context, words: readonly string[]): Promise<number> {
  const [source, ...more] = words
  if (source === undefined || more.length > 0) {
    throw new SesError(
      'usage',
      'pricing update: expected the file or the https address of a data.json of genai-prices; ses never looks for one itself',
    )
  }
  const text = /^https?:\/\//i.test(source)
    ? await download(source)
    : readFileSync(resolve(context.host.cwd, source), 'utf8')
  const packed = packCatalog(parse(text, source))
  const asOf = new Date(context.host.now()).toISOString().slice(0, 10)
  const prices = catalog(readCatalog(packed, asOf)).length
  if (prices === 0) throw new SesError('usage', `${source} holds no prices in the shape of genai-prices' data.json`)
  mkdirSync(context.places.user, { recursive: true, mode: 0o700 })
  writeAtomically(systemFs, updatedCatalogPath(context.places.user), `${asOf}\n${packed}`)
  if (context.json) context.printJson({ schema_version: 1, source, as_of: asOf, prices })
  else
    context.print([
      `${context.style.good('✓')} ${count(prices, 'price')} as of ${asOf}; ses pricing reset takes them back`,
    ])
  return 0
}

async function download(address: string): Promise<string> {
  const url = new URL(address)
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  // Prices decide what is billed to whom: on the way nobody may change them.
  if (url.protocol !== 'https:' && !isLocal) throw new SesError('unsafe', `${address}: only https addresses are read`)
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'follow' })
    if (!response.ok) throw new SesError('external', `${address} answered ${response.status}`)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of response.body ?? []) {
      bytes += part.length
      if (bytes > MAX_BYTES) throw new SesError('external', `${address} is larger than ${MAX_BYTES} bytes`)
      parts.push(part)
    }
    return Buffer.concat(parts).toString('utf8')
  } catch (cause) {
    if (cause instanceof SesError) throw cause
    throw new SesError('external', `${address}: ${(cause as Error).message}`, { cause })
  }
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SesError('usage', `${source} is no JSON`, { cause })
  }
}
