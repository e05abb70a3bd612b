import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalog, type PriceOptions, readCatalog } from '@ses/pricing'
import type { Config } from '@ses/schema'
import type { Context } from '../context.ts'

/** The user's prices over the catalog that `ses pricing update` has taken in, over the one that ships with `ses`. */
export function loadPriceOptions({ places }: Pick<Context, 'places'>, { prices }: Config): PriceOptions {
  const catalog = readUpdatedCatalog(places.user)
  return { ...(prices === undefined ? {} : { prices }), ...(catalog === undefined ? {} : { catalog }) }
}

/** File with the packed prices of the last update: the date in its first line. */
export function updatedCatalogPath(user: string): string {
  return join(user, 'prices.txt')
}

/** The prices of the last `ses pricing update`; undefined without one, and for a file that holds no price. */
export function readUpdatedCatalog(user: string): Catalog | undefined {
  let text: string
  try {
    text = readFileSync(updatedCatalogPath(user), 'utf8')
  } catch {
    return undefined
  }
  const end = text.indexOf('\n')
  const asOf = text.slice(0, end)
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf)) return undefined
  const catalog = readCatalog(text.slice(end + 1), asOf)
  return catalog.providers.length > 0 ? catalog : undefined
}
