import type { HandoffDocument } from '@ses/schema'
import { estimateTokens } from './estimate-tokens.ts'
import { handoffBlocks } from './handoff-blocks.ts'
import { markdownOf } from './markdown-of.ts'

type Unfitted = Omit<HandoffDocument, 'size'>
type Section = 'open' | 'todo' | 'last_words' | 'decisions' | 'commands' | 'asked' | 'done' | 'files'

/** One entry that can be left out. */
interface Entry {
  readonly section: Section
  readonly index: number
  /** What is worth less goes first. */
  readonly value: number
}

/** Leaves out whole entries, the least valuable first, until the Markdown fits. */
export function fitHandoff(full: Unfitted, maxTokens: number): HandoffDocument {
  const entries = entriesOf(full).sort((a, b) => a.value - b.value)
  // The number that must go is found by halving, so that a long session is rendered a few times only.
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (without(full, entries.slice(0, middle), maxTokens).size.fits) high = middle
    else low = middle + 1
  }
  return without(full, entries.slice(0, low), maxTokens)
}

/** What still matters when little room is left comes with a high value; within a section the later or the first entries do. */
function entriesOf(full: Unfitted): Entry[] {
  const entries: Entry[] = []
  const add = (section: Section, length: number, value: (index: number) => number): void => {
    for (let index = 0; index < length; index++) entries.push({ section, index, value: value(index) })
  }
  const fromEnd = (length: number, index: number): number => length - 1 - index
  const { open, todo, decisions, commands, asked, done, files } = full
  add('open', open.length, (index) => 100 - index)
  add('todo', todo.length, (index) => 92 - index)
  add('last_words', full.last_words === null ? 0 : 1, () => 78)
  add('decisions', decisions.length, (index) => {
    return (decisions[index]?.by === 'person' ? 76 : 66) - 1.5 * fromEnd(decisions.length, index)
  })
  add('commands', commands.length, (index) => 80 - 2 * index)
  add('asked', asked.length, (index) => (index === 0 ? 70 : 68 - 1.5 * fromEnd(asked.length, index)))
  add('done', done.length, (index) => 72 - 1.2 * fromEnd(done.length, index))
  add('files', files.length, (index) => 74 - 1.2 * index)
  return entries
}

function without(full: Unfitted, gone: readonly Entry[], maxTokens: number): HandoffDocument {
  const out = new Set(gone.map(({ section, index }) => `${section} ${index}`))
  const keep = <T>(section: Section, items: readonly T[]): T[] =>
    items.filter((_, index) => !out.has(`${section} ${index}`))
  const dropped: Record<string, number> = {}
  for (const { section } of gone) dropped[section] = (dropped[section] ?? 0) + 1
  const document: HandoffDocument = {
    ...full,
    open: keep('open', full.open),
    todo: keep('todo', full.todo),
    decisions: keep('decisions', full.decisions),
    commands: keep('commands', full.commands),
    asked: keep('asked', full.asked),
    done: keep('done', full.done),
    files: keep('files', full.files),
    last_words: out.has('last_words 0') ? null : full.last_words,
    size: { tokens: 0, max_tokens: maxTokens, fits: true, dropped },
  }
  const tokens = estimateTokens(markdownOf(handoffBlocks(document)))
  return { ...document, size: { ...document.size, tokens, fits: tokens <= maxTokens } }
}
