import type { TokenCounts } from '@ses/schema'
import { count, money, tokens } from '../../terminal/amounts.ts'
import { fit } from '../../terminal/display-width.ts'
import { table } from '../../terminal/table.ts'
import { heading } from '../page.ts'
import type { Section } from '../section.ts'

/** Tokens and cost by model; what has no price is named, never counted as free. */
export const usage: Section = (view, page) => {
  const { style, width } = page
  const { usage: sum } = view.summary
  if (sum.responses === 0) return [heading('Cost', style.faint('no usage recorded'), page)]
  const total = totalOf(sum)
  const rows = sum.by_model.map((entry) => [
    entry.model,
    String(entry.responses),
    tokens(entry.input_tokens),
    tokens(entry.cache_read_tokens),
    tokens(entry.cache_write_tokens),
    tokens(entry.output_tokens),
    money(entry.cost_usd),
  ])
  const right = { align: 'right' as const }
  const columns = [
    { title: 'model', cut: 'end' as const },
    { title: 'resp.', ...right },
    { title: 'input', ...right },
    { title: 'cached', ...right },
    { title: 'written', ...right },
    { title: 'output', ...right },
    { title: 'cost', ...right },
  ]
  const unpriced = sum.unpriced.map(({ model, responses }) => `${model} (${count(responses, 'response')})`)
  const atLeast = unpriced.length > 0 && sum.cost_usd !== null ? 'at least ' : ''
  const cost = sum.cost_usd === null ? style.warn('unknown') : `${atLeast}${style.strong(money(sum.cost_usd))}`
  const searches = sum.web_searches > 0 ? ` · ${count(sum.web_searches, 'web search', 'web searches')}` : ''
  return [
    heading(
      'Cost',
      `${cost}${style.faint(` · ${tokens(total)} tokens in ${count(sum.responses, 'response')}${searches}`)}`,
      page,
    ),
    ...table(columns, rows, { width, indent: 2, paintTitle: style.faint }),
    ...(unpriced.length > 0
      ? [`  ${style.warn('!')} ${fit(`no price known for ${unpriced.join(', ')}`, width - 4)}`]
      : []),
  ]
}

function totalOf(sum: TokenCounts): number {
  return sum.input_tokens + sum.cache_read_tokens + sum.cache_write_tokens + sum.output_tokens
}
