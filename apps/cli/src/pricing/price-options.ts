import { readFileSync } from 'node:fs'
import { type Catalog, type PriceOptions, readCatalog } from '@ses/pricing'
import type { Config } from '@ses/schema'
import type { Context } from '../context.ts'
import { updatedCatalogPath } from './updated-catalog-path.ts'

/** The user's prices over the catalog that `ses pricing update` has taken in, over the one that ships with `ses`. */
export function loadPriceOptions({ places }: Pick<Context, 'places'>, { prices }: Config): PriceOptions {
  const catalog = readUpdatedCatalog(places.user)
  return { ...(prices === undefined ? {} : { prices }), ...(catalog === undefined ? {} : { catalog }) }
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
