import type { ProxyTotals } from '@ses/schema'
import { count, money, tokens } from '../terminal/amounts.ts'

/** One line for people. What could not be counted is said, never guessed. */
export function totalsLine({ requests, failed, cut, unmetered, usage, cost_usd, models }: ProxyTotals): string {
  const input = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
  const cached = usage.cache_read_tokens === 0 ? '' : ` (${tokens(usage.cache_read_tokens)} cached)`
  const unpriced = models.filter((model) => model.cost_usd === null)
  return [
    `${money(cost_usd)}${unpriced.length > 0 && cost_usd !== null ? ' at least' : ''}`,
    count(requests, 'request'),
    `${tokens(input)}${cached} in, ${tokens(usage.output_tokens)} out`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(cut === 0 ? [] : [`${cut} cut off`]),
    ...(unmetered === 0 ? [] : [`${unmetered} told no usage`]),
    ...(unpriced.length === 0 ? [] : [`no price is known for ${unpriced.map(({ model }) => model).join(', ')}`]),
  ].join(' · ')
}
