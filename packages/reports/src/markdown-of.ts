import type { Block, ListItem } from './block.ts'

/** A page as CommonMark with GitHub's tables. What stands in the texts cannot become a heading, HTML or the end of a table cell. */
export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'title':
      return `# ${inline(block.text)}`
    case 'heading':
      return `## ${inline(block.text)}${block.gist === undefined || block.gist === '' ? '' : ` — ${inline(block.gist)}`}`
    case 'text':
      return inline(block.text)
    case 'list':
      return block.items.map(itemText).join('\n')
    case 'table': {
      const row = (cells: readonly string[]): string =>
        `| ${cells.map((cell) => inline(cell).replaceAll('|', '\\|')).join(' | ')} |`
      const rule = block.columns.map(({ align }) => (align === 'right' ? '---:' : '---'))
      return [row(block.columns.map(({ title }) => title)), `| ${rule.join(' | ')} |`, ...block.rows.map(row)].join(
        '\n',
      )
    }
  }
}

function itemText({ text, mark, below = [] }: ListItem): string {
  const lead = mark === undefined || mark === '' ? '' : `${inline(mark)} `
  return [`- ${lead}${inline(text)}`, ...below.map((line) => `  - ${inline(line)}`)].join('\n')
}

/** One line; outside code spans `<` opens no HTML, and a mark at the start means itself. */
function inline(text: string): string {
  const parts = text.replace(/\s+/g, ' ').trim().split('`')
  const paired = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2)}ˋ${parts.at(-1)}`]
  const safe = paired.map((part, index) => (index % 2 === 0 ? part.replace(/<(?=[a-z/!?])/gi, '\\<') : part)).join('`')
  return safe.replace(/^(?=(?:#{1,6}|[-+*>]) )/, '\\').replace(/^(\d{1,9})(?=[.)] )/, '$1\\')
}
