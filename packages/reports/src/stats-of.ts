import type { StatsDocument, Summary, TokenCounts } from '@ses/schema'
import { mergeUnpriced } from './merge-unpriced.ts'
import { isTime } from './trend-of.ts'

const MAX_TOOLS = 15
const MAX_HOT_FILES = 10

/** Totals over sessions; all zero and empty for none. */
export function statsOf(summaries: readonly Summary[]): StatsDocument {
  const starts = summaries.flatMap(({ session }) => (isTime(session.start) ? [Date.parse(session.start)] : []))
  const costs = summaries.flatMap(({ usage }) => (typeof usage?.cost_usd === 'number' ? [usage.cost_usd] : []))
  const shas = summaries.flatMap(({ session }) => (session.commits ?? []).map(({ sha }) => sha))
  const touched = touchesOf(summaries)
  return {
    schema_version: 1,
    sessions: summaries.length,
    first: starts.length === 0 ? null : isoOf(starts.reduce((a, b) => Math.min(a, b))),
    last: starts.length === 0 ? null : isoOf(starts.reduce((a, b) => Math.max(a, b))),
    days: new Set(starts.map((start) => isoOf(start).slice(0, 10))).size,
    turns: total(summaries, ({ session, prompts }) => session.turns ?? prompts.length),
    tool_calls: total(summaries, ({ session, activity }) => session.tool_calls ?? sum(Object.values(activity.tools))),
    errors: total(summaries, ({ activity }) => activity.errors.length),
    files: touched.length,
    lines_added: total(summaries, ({ changes }) => sum(changes.files.map((file) => file.added ?? 0))),
    lines_removed: total(summaries, ({ changes }) => sum(changes.files.map((file) => file.removed ?? 0))),
    // The same commit is named in full by one session and shortly by another.
    commits: new Set(shas.map((sha) => sha.slice(0, 7))).size,
    tokens: tokensOf(summaries),
    cost_usd: costs.length === 0 ? null : sum(costs),
    unpriced: mergeUnpriced(summaries),
    by_agent: tally(summaries.map(({ session }) => session.agent)),
    by_type: tally(summaries.map(({ session }) => session.type)),
    by_risk: tally(summaries.map(({ session }) => session.risk)),
    by_grade: tally(summaries.map(({ grade }) => grade?.letter ?? 'N/A')),
    by_outcome: tally(summaries.flatMap(({ session }) => session.outcome?.state ?? [])),
    tools: Object.fromEntries(ranked(toolsOf(summaries)).slice(0, MAX_TOOLS)),
    hot_files: touched
      .filter(({ sessions }) => sessions > 1)
      .sort((a, b) => b.sessions - a.sessions || (a.path < b.path ? -1 : 1))
      .slice(0, MAX_HOT_FILES),
  }
}

type HotFile = StatsDocument['hot_files'][number]

/** Changed paths; equal ones of two projects are two files. */
function touchesOf(summaries: readonly Summary[]): HotFile[] {
  const files = new Map<string, { path: string; project: string | null; sessions: number }>()
  for (const { session, changes } of summaries) {
    const project = session.cwd ?? null
    for (const path of new Set(changes.files.map((file) => file.path))) {
      const key = `${project ?? ''}\n${path}`
      const file = files.get(key)
      if (file === undefined) files.set(key, { path, project, sessions: 1 })
      else file.sessions += 1
    }
  }
  return [...files.values()]
}

function toolsOf(summaries: readonly Summary[]): Map<string, number> {
  const calls = new Map<string, number>()
  for (const { activity } of summaries) {
    for (const [tool, number] of Object.entries(activity.tools)) calls.set(tool, (calls.get(tool) ?? 0) + number)
  }
  return calls
}

function tokensOf(summaries: readonly Summary[]): TokenCounts {
  const of = (key: keyof TokenCounts): number => total(summaries, ({ usage }) => usage?.[key] ?? 0)
  return {
    input_tokens: of('input_tokens'),
    cache_write_tokens: of('cache_write_tokens'),
    cache_write_1h_tokens: of('cache_write_1h_tokens'),
    cache_read_tokens: of('cache_read_tokens'),
    output_tokens: of('output_tokens'),
    reasoning_tokens: of('reasoning_tokens'),
  }
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return Object.fromEntries(ranked(counts))
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function total(summaries: readonly Summary[], of: (summary: Summary) => number): number {
  return sum(summaries.map(of))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
