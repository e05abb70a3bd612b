import { type Block, markdownOf } from '@ses/reports'
import type { Context } from '../context.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { terminalLines } from './terminal-lines.ts'

/** Prints a page for a person, or as Markdown. */
export async function printBlocks(context: Context, page: readonly Block[], markdown: boolean): Promise<void> {
  const blocks = neutraliseAll(page)
  if (markdown) {
    context.print([markdownOf(blocks).trimEnd()])
    return
  }
  await prepareWidths(blocks)
  context.print(terminalLines(blocks, context))
}
