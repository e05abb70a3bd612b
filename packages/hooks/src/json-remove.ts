import type { Node } from 'jsonc-parser'
import { blankStart, skipTrivia } from './json-trivia.ts'

/** Whether the container of the only member or item was made together with it, by the way `insertLast` lays out. */
export function madeAround(text: string, node: Node): boolean {
  const container = node.parent
  if (container?.parent === undefined || container.children?.length !== 1) return false
  const before = text.slice(container.offset + 1, node.offset)
  const after = text.slice(node.offset + node.length, container.offset + container.length - 1)
  if (before === '' && after === '') return true
  return /^\s*\n\s*$/.test(before) && /^\s*\n\s*$/.test(after)
}

/** Text without a member or an item, the comma that came with it and the white space before it; the inverse of `insertLast`. `keepBlank` leaves that white space. */
export function removeNode(text: string, node: Node, keepBlank = false): string {
  const container = node.parent as Node
  const siblings = container.children as readonly Node[]
  const index = siblings.indexOf(node)
  const { offset: start } = node
  const end = start + node.length
  const blank = keepBlank ? start : blankStart(text, start, container.offset + 1)
  const next = skipTrivia(text, end)
  if (text[next] === ',') return cut(text, [blank, next + 1])
  const previous = siblings[index - 1]
  if (previous !== undefined) {
    const comma = skipTrivia(text, previous.offset + previous.length)
    return cut(text, [comma, comma + 1], [Math.max(blank, comma + 1), end])
  }
  const close = container.offset + container.length - 1
  const [before, after] = [text.slice(container.offset + 1, start), text.slice(end, close)]
  // Put in front of the brace by one space: the container was there.
  if (after === '' && before.endsWith(' ')) return cut(text, [start - 1, end])
  const eol = /^\r?\n/.exec(after)?.[0]
  if (container.parent === undefined && blank === container.offset + 1 && eol !== undefined && before !== '') {
    return cut(text, [blank, end + eol.length])
  }
  return cut(text, [blank, end])
}

/** Ranges ascend and do not overlap. */
function cut(text: string, ...ranges: readonly (readonly [start: number, end: number])[]): string {
  return ranges.reduceRight((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text)
}
