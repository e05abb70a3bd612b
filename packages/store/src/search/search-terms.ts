import { plain } from './search-text.ts'

/** One thing that must occur in a session. */
export interface SearchTerm {
  /** As it must be found; white space stands for any white space. */
  readonly text: string
  /** Whether it must begin where a word begins. */
  readonly prefix: boolean
}

/**
 * Reads what was typed: words apart by blanks, `"several words"` as one, `begin*` for what begins so. Any text is legal: what is none of
 * these stands for itself, down to a single `*` or `""`.
 */
export function searchTerms(typed: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const [whole, phrase, star, word] of plain(typed).matchAll(/"([^"]*[^"\s][^"]*)"(\*?)(?=\s|$)|(\S+)/g)) {
    const text = phrase?.trim() ?? word ?? whole
    if (phrase !== undefined) terms.push({ text, prefix: star === '*' })
    else if (/[^*]\*$/.test(text)) terms.push({ text: text.slice(0, -1), prefix: true })
    else terms.push({ text, prefix: false })
  }
  return [...new Map(terms.map((term) => [`${term.prefix}${term.text}`, term])).values()]
}

/** Finds a term in UTF-8 bytes between two positions: answers where, or else a position from `to` on before which there is none. */
export type FindBytes = (from: number, to: number) => number

/** A searcher of one part for one term. Literal and linear: no pattern of the user's is run. */
export function findIn(bytes: Buffer, { text, prefix }: SearchTerm, ignoreCase: boolean): FindBytes {
  const next = /\s/.test(text) || ignoreCase ? byPattern(bytes, text, ignoreCase) : byBytes(bytes, text)
  if (!prefix || !isWordByte(Buffer.from(text)[0])) return next
  return (from, to) => {
    let at = next(from, to)
    while (at < to && at > 0 && isWordByte(bytes[at - 1])) at = next(at + 1, to)
    return at
  }
}

/** Letters and digits, and every byte of a letter outside ASCII. */
export function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (
    byte >= 0x80 ||
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    byte === 95 ||
    (byte >= 97 && byte <= 122)
  )
}

function byBytes(bytes: Buffer, text: string): FindBytes {
  const needle = Buffer.from(text)
  return (from) => {
    const at = bytes.indexOf(needle, from)
    return at < 0 ? Number.POSITIVE_INFINITY : at
  }
}

/**
 * On bytes read as Latin-1, whose decoding copies memory and no more, up to `to` at a time: a short string is made where another one was a
 * moment ago, a long one in memory that has first to be had. Each letter is given in all its cases, as bytes.
 */
function byPattern(bytes: Buffer, text: string, ignoreCase: boolean): FindBytes {
  const pieces = text.split(/(\s+)/).map((piece) => {
    if (/^\s+$/.test(piece)) return '[ \\t\\n]+'
    return Array.from(piece, (char) => (ignoreCase ? anyCase(char) : bytePattern(char))).join('')
  })
  const pattern = new RegExp(pieces.join(''), 'g')
  // Where every match is as long as the term, no object has to be made for it.
  const fixed = /^[!-~]+$/.test(text) ? text.length : 0
  let read = { start: 0, end: 0, text: '' }
  return (from, to) => {
    if (from < read.start || to !== read.end) read = { start: from, end: to, text: bytes.toString('latin1', from, to) }
    pattern.lastIndex = from - read.start
    if (fixed > 0) return pattern.test(read.text) ? read.start + pattern.lastIndex - fixed : to
    const at = pattern.exec(read.text)?.index
    return at === undefined ? to : read.start + at
  }
}

function anyCase(char: string): string {
  const cases = [...new Set([char, char.toLowerCase(), char.toUpperCase()])].map(bytePattern)
  return cases.length === 1 ? (cases[0] as string) : `(?:${cases.join('|')})`
}

function bytePattern(char: string): string {
  return Array.from(Buffer.from(char), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

/** The terms as one pattern over text, for marking what was found. */
export function termPattern(terms: readonly SearchTerm[], ignoreCase: boolean): RegExp {
  const longestFirst = [...terms].sort((a, b) => b.text.length - a.text.length)
  const source = longestFirst.map(({ text }) =>
    text
      .split(/\s+/)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
      .join('\\s+'),
  )
  return new RegExp(source.join('|'), ignoreCase ? 'giu' : 'gu')
}
