import type { ListDocument, ListedSession } from '@ses/schema'
import { listSessions } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count, money } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { dateOf, momentOf } from '../terminal/times.ts'
import { filterSessions, readFilter } from './filter-sessions.ts'
import { shortIds } from './short-ids.ts'

const DEFAULT_LIMIT = 30

/** Prints the sessions that pass the filters. */
export async function runList(context: Context, input: Input): Promise<number> {
  const filter = readFilter(input, context)
  const { index, damaged } = await listSessions(context.store)
  const matching = filterSessions(index.sessions, filter)
  const limit = input.number('limit') ?? (context.json || input.flag('all') ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT)
  const sessions = matching.slice(0, limit)
  if (damaged.length > 0) {
    context.note(`ses: ${count(damaged.length, 'damaged session folder')} left out: ${damaged.slice(0, 3).join(', ')}`)
  }
  if (context.json) {
    context.printJson({ schema_version: 1, sessions, total: matching.length } satisfies ListDocument)
    return 0
  }
  await prepareWidths(sessions)
  context.print(linesOf(sessions, matching.length, index.sessions, context))
  return 0
}

function linesOf(
  shown: readonly ListedSession[],
  matching: number,
  all: readonly ListedSession[],
  { style, width, host }: Context,
): string[] {
  if (all.length === 0) return ['No sessions yet.', style.faint('  ses import <path> takes transcripts in')]
  if (shown.length === 0) return [`None of ${count(all.length, 'session')} matches.`]
  const ids = shortIds(all.map(({ folder }) => folder))
  const now = new Date(host.now())
  const rows = neutraliseAll(shown).map((session) => {
    const start = dateOf(session.start)
    return [
      ids.get(session.folder) ?? session.folder,
      start === undefined ? 'no time' : momentOf(start, now),
      session.agent,
      session.score === null ? session.grade : `${session.grade} ${session.score}`,
      session.type,
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
    { title: 'cost', align: 'right' as const },
    { title: 'intent', cut: 'end' as const },
  ]
  // In 80 columns the intent says more than the type does, or than an agent that is always the same; a pipe has room for all.
  const narrow = host.stdout.isTTY === true && width < 100
  const oneAgent = new Set(all.map(({ agent }) => agent)).size === 1
  const dropped = (title: string): boolean => narrow && (title === 'type' || (title === 'agent' && oneAgent))
  const kept = columns.flatMap((column, index) => (dropped(column.title) ? [] : [{ column, index }]))
  const cells = rows.map((row) => kept.map(({ index }) => row[index] ?? ''))
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const lines = table(
    kept.map(({ column }) => column),
    cells,
    { width: room, paintTitle: style.faint },
  )
  const rest = matching - shown.length
  return rest === 0 ? lines : [...lines, style.faint(`… ${rest} more (--all shows them)`)]
}
