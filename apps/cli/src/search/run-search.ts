import type { SearchDocument } from '@ses/schema'
import { openIndex, type TextHit } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { shortIds } from '../list/short-ids.ts'
import { tellDamaged } from '../list/tell-damaged.ts'
import { readQuery, wholeNumber } from '../query/read-query.ts'
import { count } from '../terminal/amounts.ts'
import { fit, prepareWidths } from '../terminal/display-width.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { dateOf, momentOf } from '../terminal/times.ts'
import { markedLine } from './marked-line.ts'

const DEFAULT_LIMIT = 20

/** Prints where a text was found, the best session first. */
export async function runSearch(context: Context, input: Input): Promise<number> {
  const text = input.words.join(' ')
  const limit = wholeNumber('limit', input.number('limit')) ?? DEFAULT_LIMIT
  const index = openIndex(context.store)
  const { hits, total } = await index.search({
    text,
    ignoreCase: input.flag('ignore-case'),
    regex: input.flag('regex'),
    within: readQuery(input, context, ['file', 'type', 'risk', 'grade']),
    limit,
  })
  await tellDamaged(context, index)
  if (context.json) {
    context.printJson({ schema_version: 1, text, results: hits, total } satisfies SearchDocument)
    return 0
  }
  await prepareWidths(hits)
  const names = await index.names()
  if (names.length === 0)
    context.print(['No sessions yet.', context.style.faint('  ses import <path> takes transcripts in')])
  else if (total === 0) context.print([`Found in none of ${count(names.length, 'session')}.`])
  else context.print(linesOf(hits, total, names, context))
  return 0
}

function linesOf(hits: readonly TextHit[], total: number, names: readonly string[], context: Context): string[] {
  const { style, width, host } = context
  const ids = shortIds(
    hits.map(({ session }) => session.folder),
    names,
  )
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const now = new Date(host.now())
  const blocks = hits.map(({ session, snippets }) => {
    const start = dateOf(session.start)
    const id = ids.get(session.folder) ?? session.folder
    const when = start === undefined ? 'no time' : momentOf(start, now).trim()
    const head = `${when}  ${session.agent}  `
    const intent = neutralise(session.intent).replace(/\s+/g, ' ') || '(no request)'
    const title = `${style.name(neutralise(id))}  ${style.faint(head)}${fit(intent, room - id.length - 2 - head.length)}`
    return [
      title,
      ...snippets.map((snippet) => {
        const place = `${snippet.turn === 0 ? '' : `turn ${snippet.turn} `}${snippet.kind}`.padEnd(15)
        return `  ${style.faint(place)} ${markedLine(snippet, room - 18, style)}`
      }),
    ]
  })
  const more = total - hits.length
  const tail =
    more > 0 ? [style.faint(`… ${count(more, 'more session', 'more sessions')} (--limit ${total} shows them)`)] : []
  return [...blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])), ...tail]
}
