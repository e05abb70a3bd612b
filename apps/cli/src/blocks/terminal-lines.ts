import type { Block, ListItem, Tone } from '@ses/reports'
import { clip, displayWidth, wrap } from '../terminal/display-width.ts'
import type { Style } from '../terminal/style.ts'
import { table } from '../terminal/table.ts'

/** A page of blocks as lines of at most `width` columns. Its texts must be safe to print. */
export function terminalLines(blocks: readonly Block[], { style, width }: { style: Style; width: number }): string[] {
  const lines: string[] = []
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1]
    if (before !== undefined && block.type === 'heading') lines.push('')
    lines.push(...blockLines(block, before, style, width))
  }
  return lines.map((line) => clip(line, width))
}

function blockLines(block: Block, before: Block | undefined, style: Style, width: number): string[] {
  switch (block.type) {
    case 'title':
      return wrap(block.text, width).map(style.strong)
    case 'heading': {
      const gist = block.gist === undefined || block.gist === '' ? '' : `  ${block.gist}`
      return [style.heading(block.text) + gist]
    }
    case 'text': {
      // Under a heading a text belongs to it; under the title it goes on from the edge.
      const indent = before === undefined || before.type === 'title' ? 0 : 2
      return wrap(block.text, width - indent).map((line) => ' '.repeat(indent) + paint(style, block.tone)(line))
    }
    case 'list':
      return listLines(block.items, style, width)
    case 'table':
      return table(
        block.columns.map(({ title, align, cut, tone }) => ({
          title,
          ...(align === undefined ? {} : { align }),
          ...(cut === undefined ? {} : { cut }),
          ...(tone === undefined ? {} : { paint: paint(style, tone) }),
        })),
        block.rows,
        { width, indent: 2, paintTitle: style.faint },
      )
  }
}

function listLines(items: readonly ListItem[], style: Style, width: number): string[] {
  const marks = items.map(({ mark = '·' }) => displayWidth(mark))
  const column = Math.min(18, Math.max(1, ...marks))
  return items.flatMap(({ text, mark = '·', tone, below = [] }) => {
    const blanks = ' '.repeat(Math.max(0, column - displayWidth(mark)))
    const own = wrap(text, width - column - 3)
    const color = paint(style, tone ?? (mark === '·' ? 'faint' : undefined))
    return [
      ...(own.length === 0 ? [''] : own).map((line, index) =>
        index === 0 ? `  ${color(mark)}${blanks} ${line}` : `${' '.repeat(column + 3)}${line}`,
      ),
      ...below.flatMap((line) =>
        wrap(line, width - column - 5).map(
          (part, index) => ' '.repeat(column + (index === 0 ? 3 : 5)) + style.faint(part),
        ),
      ),
    ]
  })
}

function paint(style: Style, tone: Tone | undefined): (text: string) => string {
  return tone === undefined ? (text) => text : style[tone]
}
