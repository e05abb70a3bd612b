import { join } from 'node:path'

/** File with the packed prices of the last `ses pricing update`: their date in its first line. */
export function updatedCatalogPath(user: string): string {
  return join(user, 'prices.txt')
}
