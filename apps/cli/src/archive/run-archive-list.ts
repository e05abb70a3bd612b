import { type ArchivedSession, filesOf, listArchive } from '@ses/archive'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { shortIds } from '../list/short-ids.ts'
import { count } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { dateOf, momentOf } from '../terminal/times.ts'
import { archiveOf } from './archive-place.ts'
import { bytesOf } from './bytes-of.ts'
import { filterArchived } from './filter-archived.ts'
import { noteDamaged } from './note-damaged.ts'
import { sessionDocument } from './session-document.ts'

const DEFAULT_LIMIT = 30

/** Prints the archived sessions that pass the filters. */
export async function runArchiveList(context: Context, input: Input): Promise<number> {
  const { sessions, damaged } = listArchive(archiveOf(context, input))
  const matching = filterArchived(sessions, context, input)
  const limit = input.number('limit') ?? (context.json ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT)
  const shown = matching.slice(0, limit)
  noteDamaged(context, damaged)
  if (context.json) {
    const documents = shown.map(sessionDocument)
    context.printJson({ schema_version: 1, sessions: documents, total: matching.length, damaged })
  } else {
    await prepareWidths(shown.map(({ head }) => head))
    context.print(linesOf(shown, matching.length, sessions, context))
  }
  return 0
}

function linesOf(
  shown: readonly ArchivedSession[],
  matching: number,
  all: readonly ArchivedSession[],
  { style, width, host }: Context,
): string[] {
  if (all.length === 0) return ['Nothing is archived yet.', style.faint('  ses archive <path> archives transcripts')]
  if (shown.length === 0) return [`None of ${count(all.length, 'archived session')} matches.`]
  const ids = shortIds(all.map(({ head }) => head.session_id))
  const now = new Date(host.now())
  const rows = shown.map((session) => {
    const { head } = session
    const start = dateOf(head.started_at)
    const files = filesOf(session)
    const masked = files.flatMap(({ part }) => Object.values(part.masked)).reduce((sum, each) => sum + each, 0)
    return neutraliseAll([
      ids.get(head.session_id) ?? head.session_id,
      start === undefined ? 'no time' : momentOf(start, now),
      head.agent,
      head.project,
      bytesOf(files.reduce((sum, { part }) => sum + part.content.bytes, 0)),
      bytesOf(files.reduce((sum, { bytes }) => sum + bytes, 0)),
      masked === 0 ? '' : String(masked),
    ])
  })
  const columns = [
    { title: 'id', paint: style.name },
    { title: 'started' },
    { title: 'agent', paint: style.faint },
    { title: 'project', cut: 'end' as const },
    { title: 'text', align: 'right' as const },
    { title: 'kept', align: 'right' as const },
    { title: 'masked', align: 'right' as const },
  ]
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const lines = table(columns, rows, { width: room, paintTitle: style.faint })
  const rest = matching - shown.length
  return rest === 0 ? lines : [...lines, style.faint(`… ${rest} more (--limit ${matching} shows them)`)]
}
