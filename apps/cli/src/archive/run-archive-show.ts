import { type ArchivedSession, filesOf, listArchive, readBytes, readLines, resolveArchived } from '@ses/archive'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { bytesOf } from './bytes-of.ts'
import { readConversation } from './read-conversation.ts'
import { sessionDocument } from './session-document.ts'

const DEFAULT_LIMIT = 20

/** Prints what is known of an archived session and what was said in it; with `--raw` the masked transcript itself. */
export async function runArchiveShow(context: Context, input: Input): Promise<number> {
  const archive = archiveOf(context, input)
  const { sessions } = listArchive(archive)
  const [wanted = 'latest', ...rest] = input.words
  if (rest.length > 0) throw new SesError('usage', '`ses archive show` takes one id')
  const session = resolveArchived(sessions, wanted)
  if (input.flag('raw')) {
    const file = session.main ?? filesOf(session)[0]
    if (file === undefined) throw new SesError('not_found', wanted, { data: { id: wanted } })
    for await (const { text } of readLines(archive, file)) context.host.stdout.write(text)
    return 0
  }
  if (context.json) {
    context.printJson({ schema_version: 1, ...sessionDocument(session) })
    return 0
  }
  context.print(factLines(session, archive.directory, context))
  const { main } = session
  if (main === undefined) return 0
  const limit = input.number('limit') ?? DEFAULT_LIMIT
  const { lines, left } = await readConversation(readBytes(archive, main), main.part, { limit, width: context.width })
  context.print(['', ...lines])
  if (left > 0) context.print([context.style.faint(`… ${left} more (--limit shows more, --raw everything)`)])
  return 0
}

function factLines(session: ArchivedSession, directory: string, { style }: Context): string[] {
  const { head, subagents, earlier } = session
  const label = (name: string, text: string): string => `${style.heading(name.padEnd(10))} ${neutralise(text)}`
  const files = filesOf(session)
  const lines = [
    label('Session', head.session_id),
    label('Agent', `${head.agent} · ${head.project}${head.started_at === null ? '' : ` · ${head.started_at}`}`),
    label('Source', `${head.source.path} (${bytesOf(head.source.bytes)})`),
  ]
  for (const { file, bytes, part } of files) {
    lines.push(label('File', `${directory}/${file} (${count(part.content.lines, 'line')}, ${bytesOf(bytes)})`))
  }
  const masked = new Map<string, number>()
  for (const { part } of files) {
    for (const [rule, number] of Object.entries(part.masked)) masked.set(rule, (masked.get(rule) ?? 0) + number)
  }
  const told = [...masked].map(([rule, number]) => `${number} ${rule}`).join(', ')
  lines.push(label('Masked', `${told || 'nothing'} · rules ${head.rule_set}`))
  lines.push(...receiptLines(session).map((line) => label('Receipt', line)))
  if (subagents.length > 0) lines.push(label('Subagents', subagents.map(({ part }) => part.subagent?.label).join(', ')))
  if (earlier.length > 0)
    lines.push(label('Earlier', `${count(earlier.length, 'state')} that the last one does not contain`))
  return lines
}

function receiptLines(session: ArchivedSession): string[] {
  const lines: string[] = []
  const files = filesOf(session)
  const sum = (pick: (receipt: (typeof files)[number]['part']['receipt']) => number): number =>
    files.reduce((total, { part }) => total + pick(part.receipt), 0)
  const images = sum(({ images: { count: number } }) => number)
  if (images > 0) lines.push(`${count(images, 'picture')} not looked into (${bytesOf(sum((all) => all.images.bytes))})`)
  const encoded = sum(({ encoded: { count: number } }) => number)
  if (encoded > 0)
    lines.push(`${count(encoded, 'piece')} of base64 not decoded (${bytesOf(sum((all) => all.encoded.bytes))})`)
  const torn = sum((all) => all.torn_bytes)
  if (torn > 0) lines.push(`an unfinished last line of ${bytesOf(torn)} left out`)
  const bad = sum((all) => all.bad_utf8_lines)
  if (bad > 0) lines.push(`${count(bad, 'line')} with bytes that are no UTF-8`)
  const long = sum((all) => all.long_lines)
  if (long > 0) lines.push(`${count(long, 'very long line')} masked as plain text`)
  return lines
}
