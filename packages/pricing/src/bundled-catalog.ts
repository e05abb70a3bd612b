import type { Catalog } from './catalog.ts'
import { CATALOG_DATE, CATALOG_TEXT } from './catalog-data.ts'
import { readCatalog } from './read-catalog.ts'

let catalog: Catalog | undefined

/** The prices that ship with this package, read at the first call. */
export function bundledCatalog(): Catalog {
  catalog ??= readCatalog(CATALOG_TEXT, CATALOG_DATE)
  return catalog
}
