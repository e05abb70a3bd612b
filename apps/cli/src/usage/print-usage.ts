import { aggregateUsage, type UsageEntry, type UsageSum } from '@ses/pricing'
import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'
import type { UsageFacts } from './known-usage.ts'
import { usageDocument } from './usage-document.ts'
import { passesFilter } from './usage-filter.ts'
import type { UsageRequest } from './usage-request.ts'
import { usageTable } from './usage-table.ts'
import type { UsageView } from './usage-views.ts'

/** Rows that a person is shown unasked. */
const DEFAULT_LIMIT: Readonly<Record<UsageView['order'], number>> = { time: 31, cost: 30 }

/** Prints usage as it was asked for. */
export async function printUsage(context: Context, request: UsageRequest, facts: UsageFacts): Promise<void> {
  const { view, filter, limit: asked, all: isAll } = request
  const { entries, scan, unreadable } = facts
  const shown = entries.filter((one) => passesFilter(one, filter))
  const keyOf = view.keys(shown, filter.zone)
  const whole = aggregateUsage(shown, keyOf)
  const all = sortRows(whole.rows, view)
  const limit = asked ?? (context.json || isAll ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT[view.order])
  // Of days the latest are wanted, of sessions the dearest.
  const kept = view.order === 'time' && all.length > limit ? all.slice(all.length - limit) : all.slice(0, limit)
  // Who asks for seven days wants their sum; who asks for none wants everything's, however many fit on the page.
  const isPart = asked !== undefined && kept.length < all.length
  const sums = { ...(isPart ? aggregateUsage(shown, only(kept, keyOf)) : whole), rows: kept }
  if (unreadable.length > 0) context.note(`ses: ${count(unreadable.length, 'file')} could not be read`)
  if (context.json) context.printJson(usageDocument(sums, scan))
  else context.print(await usageTable(sums, view, all.length - kept.length, isPart, context))
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
