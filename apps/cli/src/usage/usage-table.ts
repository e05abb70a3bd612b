import type { AggregatedUsage, UsageSum } from '@ses/pricing'
import type { Context } from '../context.ts'
import { count, money, tokens } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { sparkline } from './sparkline.ts'
import type { UsageView } from './usage-views.ts'

/** Sessions' ids are shown so long; more is asked for by `--json`. */
const MAX_SPARKS = 60

/** The rows as a table with a total (`isPart`: of them alone, without those `left` out), the sparkline of what they cost, and models without a price. */
export async function usageTable(
  { rows, total, unpriced }: AggregatedUsage,
  view: UsageView,
  left: number,
  isPart: boolean,
  context: Context,
): Promise<string[]> {
  const { style, width, host } = context
  if (rows.length === 0) {
    return ['No usage found.', style.faint('  ses usage --from <directory> reads transcripts that lie elsewhere')]
  }
  const sums = neutraliseAll([...rows, { ...total, key: 'total' }])
  await prepareWidths(sums)
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const last = sums.length - 1
  const lines = table(
    [
      { title: view.title, cut: 'path', paint: (text, row) => (row === last ? style.strong(text) : style.name(text)) },
      { title: 'agent', paint: style.faint },
      { title: 'models', cut: 'end', max: 40, paint: style.faint },
      { title: 'input', align: 'right' },
      { title: 'cache +', align: 'right' },
      { title: 'cache', align: 'right' },
      { title: 'output', align: 'right' },
      { title: 'cost', align: 'right', paint: (text, row) => (row === last ? style.strong(text) : text) },
    ],
    sums.map((sum, index) => cellsOf(sum, index === last)),
    { width: room, paintTitle: style.faint },
  )
  const costs = rows.slice(-MAX_SPARKS).map(({ nanoUsd }) => nanoUsd)
  if (view.order === 'time' && costs.length > 1) lines.push(`${style.faint('cost')} ${sparkline(costs)}`)
  if (left > 0) lines.push(style.faint(`… ${left} more, ${isPart ? 'not ' : ''}in the total (--all shows them)`))
  if (unpriced.length > 0) {
    const named = neutraliseAll(unpriced).map(({ model, responses }) => `${model} (${count(responses, 'response')})`)
    lines.push(`${style.warn('!')} without a price, not in the cost: ${named.join(', ')}`)
    lines.push(style.faint('  ses pricing set <model> --input <usd> --output <usd> gives one a price'))
  }
  return lines
}

function cellsOf({ key, agent, models, usage, nanoUsd, responses }: UsageSum, isTotal: boolean): string[] {
  const priced = nanoUsd > 0 || responses === 0 || models.length === 0
  return [
    key,
    agent,
    isTotal ? '' : models.join(', '),
    tokens(usage.inputTokens),
    tokens(usage.cacheWriteTokens),
    tokens(usage.cacheReadTokens),
    tokens(usage.outputTokens),
    priced ? money(nanoUsd / 1e9) : '–',
  ]
}
