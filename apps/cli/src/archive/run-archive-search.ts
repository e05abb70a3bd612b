import { listArchive, type SearchHit, searchArchive } from '@ses/archive'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { shortIds } from '../list/short-ids.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { filterArchived } from './filter-archived.ts'
import { noteDamaged } from './note-damaged.ts'

const DEFAULT_LIMIT = 30

/** Prints the lines of archived transcripts that hold a text. */
export async function runArchiveSearch(context: Context, input: Input): Promise<number> {
  const text = input.words.join(' ')
  if (text === '') throw new SesError('usage', '`ses archive search` needs a text to search for')
  const archive = archiveOf(context, input)
  const { sessions, damaged } = listArchive(archive)
  const {
    hits,
    damaged: unread,
    more,
  } = await searchArchive(archive, filterArchived(sessions, context, input), text, {
    caseSensitive: input.flag('case-sensitive'),
    limit: input.number('limit') ?? (context.json ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT),
  })
  const named = [...new Set([...damaged, ...unread])].sort()
  noteDamaged(context, named)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      hits: hits.map(({ session, file, line, excerpt }) => ({
        session_id: session.head.session_id,
        agent: session.head.agent,
        project: session.head.project,
        file: file.file,
        line,
        text: excerpt,
      })),
      more,
      damaged: named,
    })
  } else {
    const ids = shortIds(sessions.map(({ head }) => head.session_id))
    context.print(linesOf(hits, more, ids, context))
  }
  return 0
}

function linesOf(
  hits: readonly SearchHit[],
  more: boolean,
  ids: ReadonlyMap<string, string>,
  { style }: Context,
): string[] {
  if (hits.length === 0) return ['Nothing found.']
  const lines: string[] = []
  let last = ''
  for (const { session, file, line, excerpt } of hits) {
    if (file.file !== last) {
      const { session_id: id, agent, project, started_at: start } = session.head
      const who = `${agent} · ${project} · ${start?.slice(0, 10) ?? 'no time'}`
      const part = file.part.subagent === null ? '' : ` · ${file.part.subagent.label}`
      lines.push(`${style.name(neutralise(ids.get(id) ?? id))}  ${style.faint(neutralise(who + part))}`)
      last = file.file
    }
    // As it stands in the file: a line break of the text is written \n there.
    lines.push(`  ${style.faint(`${line}:`)} ${neutralise(excerpt).replace(/\s+/g, ' ')}`)
  }
  return more ? [...lines, style.faint(`… more than ${count(hits.length, 'line')} (--limit shows more)`)] : lines
}
