import type { BlameAuthor, BlameDocument } from '@ses/schema'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'
import { table } from '../terminal/table.ts'

/** A file for people: who, which prompt, the line. One line is told in full. */
export function blameLines({ authors, lines }: BlameDocument, style: Style, width: number): string[] {
  const [only, second] = lines
  if (only !== undefined && second === undefined) {
    const told = only.shares.flatMap(({ author, characters }) => {
      const one = authors[author]
      return one === undefined ? [] : authorFacts(one, only.kind === 'mixed' ? characters : undefined)
    })
    return [`${style.faint(`${only.line}`)} ${neutralise(only.text)}`, style.strong(only.kind), ...told]
  }
  let before = ''
  const rows = lines.map(({ line, text, kind, shares }) => {
    const author = authors[shares[0]?.author ?? -1]
    const who = kind === 'mixed' ? `mixed: ${nameOf(author)} +${shares.length - 1}` : nameOf(author)
    const what = author?.prompt ?? ''
    const same = `${who} ${what}` === before
    before = `${who} ${what}`
    return [same ? '' : neutralise(who), same ? '' : flat(what), String(line), flat(text)]
  })
  const columns = [
    { max: 26, cut: 'end' as const, paint: style.name },
    { max: 32, cut: 'end' as const, paint: style.faint },
    { align: 'right' as const, paint: style.faint },
    { cut: 'end' as const },
  ]
  return table(columns, rows, { width })
}

function flat(text: string): string {
  return neutralise(text.replaceAll('\t', '  ')).replaceAll('\n', ' ')
}

function nameOf(author: BlameAuthor | undefined): string {
  if (author === undefined) return 'unknown'
  if (author.kind === 'agent') return `${author.agent ?? 'agent'} ${(author.session ?? '').slice(0, 8)}`
  if (author.kind === 'human') return 'human'
  if (author.candidates.length > 0) return `one of ${author.candidates.length}`
  return author.commit === null ? 'unknown' : `unknown ${author.commit.slice(0, 8)}`
}

function authorFacts(author: BlameAuthor, characters: number | undefined): string[] {
  const facts: [string, string | null][] = [
    ['who', nameOf(author)],
    ['characters', characters === undefined ? null : String(characters)],
    ['session', author.session],
    ['turn', author.turn === null ? null : String(author.turn)],
    ['prompt', author.prompt],
    ['models', author.models.length === 0 ? null : author.models.join(', ')],
    ['told by', author.evidence],
    ['at work', author.candidates.length === 0 ? null : author.candidates.join(', ')],
    ['commit', author.commit === null ? null : `${author.commit.slice(0, 12)} ${author.commit_author ?? ''}`],
  ]
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [[name, flat(value)]]))
  return table([{}, {}], rows, { width: Number.POSITIVE_INFINITY, indent: 2 })
}
