import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { readUsageFilter, type UsageFilter } from './usage-filter.ts'
import { type UsageView, usageViews } from './usage-views.ts'

/** What `ses usage` was asked for. */
export interface UsageRequest {
  readonly view: UsageView
  /** Files and directories to read; empty for the places where agents keep theirs. */
  readonly paths: readonly string[]
  readonly filter: UsageFilter
  /** Rows asked for; absent for as many as fit the occasion. */
  readonly limit?: number
  /** Whether rows may not be left out. */
  readonly all: boolean
}

/** Reads words and options; undefined when the first word is neither a view nor a path. Throws `SesError` `usage`. */
export function readUsageRequest(input: Input, context: Pick<Context, 'host'>): UsageRequest | undefined {
  const [first, ...rest] = input.words
  const view = usageViews.find(({ name }) => name === first)
  if (first !== undefined && view === undefined && !looksLikePath(first)) return undefined
  const from = input.text('from')
  const words = view === undefined ? input.words : rest
  const limit = input.number('limit')
  return {
    view: view ?? (usageViews[0] as UsageView),
    paths: from === undefined ? words : [from, ...words],
    filter: readUsageFilter(input, context),
    all: input.flag('all'),
    ...(limit === undefined ? {} : { limit }),
  }
}

function looksLikePath(word: string): boolean {
  return /[\\/.~]/.test(word)
}
