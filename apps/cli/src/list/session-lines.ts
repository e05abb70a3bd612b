import type { ListedSession } from '@ses/schema'
import type { Context } from '../context.ts'
import { count, money } from '../terminal/amounts.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { dateOf, momentOf } from '../terminal/times.ts'
import { shortIds } from './short-ids.ts'

/** Sessions to be shown as a table. */
export interface SessionTable {
  readonly shown: readonly ListedSession[]
  /** Sessions that match, shown or not. */
  readonly matching: number
  /** Of all sessions of the store, from which the shortest ids are made. */
  readonly names: readonly string[]
  /** The option that shows all. */
  readonly more: string
}

/** One line per session, as wide as the terminal; a pipe has room for all. */
export function sessionLines(
  { shown, matching, names, more }: SessionTable,
  { style, width, host }: Context,
): string[] {
  if (names.length === 0) return ['No sessions yet.', style.faint('  ses import <path> takes transcripts in')]
  if (shown.length === 0) return [`None of ${count(names.length, 'session')} matches.`]
  const ids = shortIds(
    shown.map(({ folder }) => folder),
    names,
  )
  const now = new Date(host.now())
  const rows = neutraliseAll(shown).map((session) => {
    const start = dateOf(session.start)
    return [
      ids.get(session.folder) ?? session.folder,
      start === undefined ? 'no time' : momentOf(start, now),
      session.agent,
      session.score === null ? session.grade : `${session.grade} ${session.score}`,
      session.type,
      session.risk,
      money(session.cost),
      session.intent.replace(/\s+/g, ' ') || '(no request)',
    ]
  })
  const gradePaint = (text: string): string =>
    /^[AB]/.test(text) ? style.good(text) : /^[DF]/.test(text) ? style.bad(text) : text
  const columns = [
    { title: 'id', paint: style.name },
    { title: 'started' },
    { title: 'agent', paint: style.faint },
    { title: 'grade', paint: gradePaint },
    { title: 'type' },
    { title: 'risk', paint: (text: string) => (text === 'high' ? style.bad(text) : text) },
    { title: 'cost', align: 'right' as const },
    { title: 'intent', cut: 'end' as const },
  ]
  // In 80 columns the intent says more than type and risk do, or than an agent that is always the same; a pipe has room for all.
  const narrow = host.stdout.isTTY === true && width < 100
  const oneAgent = new Set(shown.map(({ agent }) => agent)).size === 1
  const dropped = (title: string): boolean =>
    narrow && (title === 'type' || title === 'risk' || (title === 'agent' && oneAgent))
  const kept = columns.flatMap((column, index) => (dropped(column.title) ? [] : [{ column, index }]))
  const cells = rows.map((row) => kept.map(({ index }) => row[index] ?? ''))
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const lines = table(
    kept.map(({ column }) => column),
    cells,
    { width: room, paintTitle: style.faint },
  )
  const rest = matching - shown.length
  return rest <= 0 ? lines : [...lines, style.faint(`… ${rest} more (${more} shows them)`)]
}
