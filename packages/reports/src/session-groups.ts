import type { ReportGroup, Summary } from '@ses/schema'
import { median } from './median.ts'

/** Sessions by agent, the most sessions first. */
export function groupByAgent(summaries: readonly Summary[]): ReportGroup[] {
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

/** Sessions by model, the dearest first; a session that used several models counts for each of them. */
export function groupByModel(summaries: readonly Summary[]): ReportGroup[] {
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
