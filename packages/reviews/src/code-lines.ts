import type { DiffLine } from './diff/diff.ts'
import type { Language } from './language.ts'

/** A line of the new side of a hunk, its code and its comment apart. */
export interface CodeLine {
  readonly line: DiffLine
  readonly text: string
  /** The code with what stands inside quotes blanked; without comments. */
  readonly code: string
  /** The text of the comments on the line; empty where there is none. */
  readonly comment: string
  /** True when the whole line, but for blanks, is a line comment. */
  readonly commentOnly: boolean
}

/** Splits the new side of a hunk. A hunk is taken to begin in code. Without a language all of it is code. */
export function codeLines(lines: readonly DiffLine[], language: Language | undefined): CodeLine[] {
  let open: string | undefined
  const result: CodeLine[] = []
  for (const line of lines) {
    if (line.kind === 'removed') continue
    const { text } = line
    if (language === undefined) {
      result.push({ line, text, code: text, comment: '', commentOnly: false })
      continue
    }
    const split = splitLine(text, language, open)
    open = split.open
    result.push({ line, text, code: split.code, comment: split.comment, commentOnly: split.commentOnly })
  }
  return result
}

interface Split {
  readonly code: string
  readonly comment: string
  readonly commentOnly: boolean
  /** What must come for the text that is open at the end of the line to end. */
  readonly open: string | undefined
}

/** Longer lines are no lines a person wrote. */
const LONGEST = 2000

function splitLine(full: string, language: Language, before: string | undefined): Split {
  const text = full.length > LONGEST ? full.slice(0, LONGEST) : full
  let open = before
  let code = ''
  let comment = ''
  let at = 0
  while (at < text.length) {
    if (open !== undefined) {
      const end = text.indexOf(open, at)
      const inside = end < 0 ? text.slice(at) : text.slice(at, end)
      if (open === language.block?.[1]) comment += inside
      else code += ' '.repeat(inside.length) + (end < 0 ? '' : open)
      at = end < 0 ? text.length : end + open.length
      if (end >= 0) open = undefined
      continue
    }
    const mark = language.comments.find((start) => text.startsWith(start, at))
    if (mark !== undefined && startsComment(text, at, mark)) {
      comment += text.slice(at + mark.length)
      return { code, comment, commentOnly: code.trim() === '', open }
    }
    const { block } = language
    if (block !== undefined && text.startsWith(block[0], at)) {
      open = block[1]
      at += block[0].length
      continue
    }
    const long = language.longQuotes.find((quote) => text.startsWith(quote, at))
    if (long !== undefined) {
      code += long
      open = long
      at += long.length
      continue
    }
    const char = text[at] as string
    at += 1
    code += char
    if (language.quotes.includes(char)) {
      const end = endOfString(text, at, char)
      code += ' '.repeat(end - at) + (end < text.length ? char : '')
      at = end + 1
    }
  }
  return { code, comment, commentOnly: false, open }
}

/** A `#` inside a word and a `//` behind a colon start no comment. */
function startsComment(text: string, at: number, mark: string): boolean {
  const before = text[at - 1]
  if (mark === '#') return before === undefined || /\s|[;({]/.test(before)
  return mark !== '//' || before !== ':'
}

function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return at
  }
  return text.length
}
