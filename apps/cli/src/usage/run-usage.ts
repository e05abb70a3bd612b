import { SesError } from '@ses/model'
import { aggregateUsage, type UsageEntry, type UsageSum } from '@ses/pricing'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { loadUsage } from './load-usage.ts'
import { usageDocument } from './usage-document.ts'
import { passesFilter, readUsageFilter } from './usage-filter.ts'
import { usageTable } from './usage-table.ts'
import { type UsageView, usageViews } from './usage-views.ts'

/** Rows that a person at a terminal is shown. */
const DEFAULT_LIMIT: Readonly<Record<UsageView['order'], number>> = { time: 31, cost: 30 }

/** Prints what was used, summed up one way. */
export async function runUsage(context: Context, input: Input): Promise<number> {
  const [first, ...rest] = input.words
  if (first === 'why') return (await import('./run-why.ts')).runWhy(context, input, rest)
  const view = usageViews.find(({ name }) => name === first)
  if (first !== undefined && view === undefined && !looksLikePath(first)) {
    const names = [...usageViews.map(({ name }) => name), 'why'].join(', ')
    throw new SesError('usage', `usage ${first}: expected one of ${names}, or a path`)
  }
  await printUsage(context, input, view ?? (usageViews[0] as UsageView), view === undefined ? input.words : rest)
  return 0
}

async function printUsage(context: Context, input: Input, view: UsageView, words: readonly string[]): Promise<void> {
  const filter = readUsageFilter(input, context)
  const { entries, scan, unreadable } = await loadUsage(context, pathsOf(input, words))
  const shown = entries.filter((one) => passesFilter(one, filter))
  const keyOf = view.keys(shown, filter.zone)
  const whole = aggregateUsage(shown, keyOf)
  const all = sortRows(whole.rows, view)
  const limit =
    input.number('limit') ?? (context.json || input.flag('all') ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT[view.order])
  // Of days the latest are wanted, of sessions the dearest. The totals are those of the rows that are shown.
  const kept = view.order === 'time' && all.length > limit ? all.slice(all.length - limit) : all.slice(0, limit)
  const sums = { ...(kept.length === all.length ? whole : aggregateUsage(shown, only(kept, keyOf))), rows: kept }
  if (unreadable.length > 0) context.note(`ses: ${count(unreadable.length, 'file')} could not be read`)
  if (context.json) context.printJson(usageDocument(sums, scan))
  else context.print(await usageTable(sums, view, all.length - kept.length, context))
}

/** Files and directories to read instead of the places where agents keep theirs. */
export function pathsOf(input: Input, words: readonly string[]): string[] {
  const from = input.text('from')
  return from === undefined ? [...words] : [from, ...words]
}

/** Keys of the rows that are kept; no other response is summed. */
function only(kept: readonly UsageSum[], keyOf: (one: UsageEntry) => string): (one: UsageEntry) => string | undefined {
  const keys = new Set(kept.map(({ key }) => key))
  return (one) => {
    const key = keyOf(one)
    return keys.has(key) ? key : undefined
  }
}

function sortRows(rows: readonly UsageSum[], { order }: UsageView): UsageSum[] {
  const byKey = (a: UsageSum, b: UsageSum): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  return [...rows].sort((a, b) => (order === 'cost' ? b.nanoUsd - a.nanoUsd || byKey(a, b) : byKey(a, b)))
}

function looksLikePath(word: string): boolean {
  return /[\\/.~]/.test(word)
}
