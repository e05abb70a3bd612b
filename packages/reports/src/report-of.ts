import type { ReportDocument, ReportGroup, Summary } from '@ses/schema'
import { median } from './median.ts'
import { mergeUnpriced } from './merge-unpriced.ts'
import { recurringPatterns, sumWaste } from './recurring-patterns.ts'
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
    by_agent: agentsOf(summaries),
    by_model: modelsOf(summaries),
  }
}

function agentsOf(summaries: readonly Summary[]): ReportGroup[] {
  const groups = new Map<string, Summary[]>()
  for (const summary of summaries) {
    const group = groups.get(summary.session.agent)
    if (group === undefined) groups.set(summary.session.agent, [summary])
    else group.push(summary)
  }
  const rows = [...groups].map(([key, own]): ReportGroup => {
    const costs = own.flatMap(({ usage }) => (typeof usage?.cost_usd === 'number' ? [usage.cost_usd] : []))
    return {
      key,
      ...scoresOf(own),
      cost_usd: costs.length === 0 ? null : sum(costs),
      output_tokens: sum(own.map(({ usage }) => usage?.output_tokens ?? 0)),
      findings_per_session: sum(own.map(({ findings }) => findings?.length ?? 0)) / own.length,
    }
  })
  return rows.sort((a, b) => b.sessions - a.sessions || (a.key < b.key ? -1 : 1))
}

function modelsOf(summaries: readonly Summary[]): ReportGroup[] {
  const groups = new Map<string, { own: Summary[]; cost: number | null; output: number }>()
  for (const summary of summaries) {
    for (const { model, cost_usd, output_tokens } of summary.usage?.by_model ?? []) {
      const group = groups.get(model) ?? { own: [], cost: null, output: 0 }
      group.own.push(summary)
      if (cost_usd !== null) group.cost = (group.cost ?? 0) + cost_usd
      group.output += output_tokens
      groups.set(model, group)
    }
  }
  const rows = [...groups].map(([key, { own, cost, output }]): ReportGroup => {
    return { key, ...scoresOf(own), cost_usd: cost, output_tokens: output, findings_per_session: null }
  })
  return rows.sort((a, b) => (b.cost_usd ?? -1) - (a.cost_usd ?? -1) || b.sessions - a.sessions)
}

function scoresOf(own: readonly Summary[]): Pick<ReportGroup, 'sessions' | 'graded' | 'median_score'> {
  const scores = own.flatMap(({ grade }) => (typeof grade?.score === 'number' ? [grade.score] : []))
  return { sessions: own.length, graded: scores.length, median_score: median(scores) }
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
