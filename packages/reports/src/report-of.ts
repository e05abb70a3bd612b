import type { ReportDocument, Summary } from '@ses/schema'
import { median } from './median.ts'
import { mergeUnpriced } from './merge-unpriced.ts'
import { recurringPatterns, sumWaste } from './recurring-patterns.ts'
import { groupByAgent, groupByModel } from './session-groups.ts'
import { isTime, trendOf } from './trend-of.ts'

/** How a series of sessions went. Summaries may come in any order; those that another tool wrote count as far as they tell. */
export function reportOf(summaries: readonly Summary[]): ReportDocument {
  const starts = summaries.flatMap(({ session }) => (isTime(session.start) ? [session.start] : [])).sort(byTime)
  const costs = summaries.flatMap(({ usage }) => (typeof usage?.cost_usd === 'number' ? [usage.cost_usd] : []))
  return {
    schema_version: 1,
    sessions: summaries.length,
    from: starts[0] ?? null,
    to: starts.at(-1) ?? null,
    trend: trendOf(summaries),
    patterns: recurringPatterns(summaries),
    waste: sumWaste(summaries.flatMap(({ findings }) => findings ?? [])),
    cost: {
      usd: costs.length === 0 ? null : sum(costs),
      priced_sessions: costs.length,
      median_usd: median(costs),
      unpriced: mergeUnpriced(summaries),
    },
    by_agent: groupByAgent(summaries),
    by_model: groupByModel(summaries),
  }
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
