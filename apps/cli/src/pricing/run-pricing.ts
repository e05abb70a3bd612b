import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { listPrices } from './list-prices.ts'
import { resetPrices, setPrice } from './set-price.ts'
import { updatePrices } from './update-prices.ts'

/** `list`, `set`, `reset` or `update`. */
export async function runPricing(context: Context, input: Input): Promise<number> {
  const [action = 'list', ...words] = input.words
  switch (action) {
    case 'list':
      return listPrices(context, input, words)
    case 'set':
      return setPrice(context, input, words)
    case 'reset':
      return resetPrices(context, words)
    case 'update':
      return updatePrices(context, words)
  }
  throw new SesError('usage', `pricing ${action}: expected list, set, reset or update`)
}
