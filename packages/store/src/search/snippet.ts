/** A cut of a text with what was found in it. */
export interface Snippet {
  /** On one line; `…` where something was left out. */
  readonly text: string
  /** UTF-16 offsets of what was found, disjoint, in order. */
  readonly marks: readonly (readonly [start: number, end: number])[]
}

const BEFORE = 60
const AFTER = 140
const MAX_MARKS = 20

/** Cuts a line out of a text around a position, at blanks where there are any near. */
export function snippetOf(text: string, at: number, pattern: RegExp): Snippet {
  const from = cutBefore(text, at)
  const to = cutAfter(text, at)
  const head = from > 0 ? '…' : ''
  const tail = to < text.length && text.slice(to).trim() !== '' ? '…' : ''
  const line = text.slice(from, to).replace(/\s+/gu, ' ').trim()
  const shown = `${head}${line}${tail}`
  const marks: [number, number][] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(shown); match !== null && marks.length < MAX_MARKS; match = pattern.exec(shown)) {
    if (match[0] === '') pattern.lastIndex += 1
    else marks.push([match.index, match.index + match[0].length])
  }
  return { text: shown, marks }
}

function cutBefore(text: string, at: number): number {
  const least = Math.max(0, at - BEFORE)
  if (least === 0) return 0
  const blank = text.slice(least, at).search(/\s/u)
  return onCharacter(text, blank < 0 ? least : least + blank + 1)
}

function cutAfter(text: string, at: number): number {
  const most = Math.min(text.length, at + AFTER)
  if (most === text.length) return most
  const blank = text.slice(at + BEFORE, most).search(/\s\S*$/u)
  return onCharacter(text, blank < 0 ? most : at + BEFORE + blank)
}

/** Never between the halves of a surrogate pair. */
function onCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
