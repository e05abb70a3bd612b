import { CATALOG_DATE } from '@ses/pricing'
import { readUpdatedCatalog } from '../../pricing/price-options.ts'
import { count } from '../../terminal/amounts.ts'
import type { Check } from '../check.ts'

/** Models come and prices change several times a year. */
const OLD_DAYS = 90

/** How old the prices are that costs are reckoned with. */
export const prices: Check = {
  id: 'prices',
  title: 'Prices are recent',
  inspect: async ({ places, host }) => {
    const date = readUpdatedCatalog(places.user)?.asOf ?? CATALOG_DATE
    const days = Math.floor((host.now() - Date.parse(date)) / 86_400_000)
    if (!(days > OLD_DAYS)) return []
    return [
      {
        severity: 'warning',
        title: `Prices are ${count(days, 'day')} old, of ${date}`,
        cause: 'Newer models have no price there, and changed ones a wrong one.',
        fix: '`ses pricing update`, or a newer ses',
      },
    ]
  },
}
