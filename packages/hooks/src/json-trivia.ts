/** Position of the first character at or after `at` that is neither white space nor part of a comment. */
export function skipTrivia(text: string, at: number): number {
  let place = at
  for (;;) {
    const char = text[place]
    if (char !== undefined && isBlank(char)) place += 1
    else {
      const end = commentEnd(text, place)
      if (end === undefined) return place
      place = end
    }
  }
}

/** End of the last comment that begins and ends on the same line as `at`, with nothing but blanks before it; else `at`. */
export function endOfLineComments(text: string, at: number): number {
  let end = at
  for (let place = at; ; ) {
    while (text[place] === ' ' || text[place] === '\t') place += 1
    const next = commentEnd(text, place)
    if (next === undefined || /[\r\n]/.test(text.slice(place, next))) return end
    end = next
    place = next
  }
}

/** Position after the last character before `at` that is not white space, at least `from`. */
export function blankStart(text: string, at: number, from: number): number {
  let place = at
  while (place > from && isBlank(text[place - 1] as string)) place -= 1
  return place
}

/** White space at the start of the line of `at`; undefined when something else stands before `at` on it, or no line comes before. */
export function ownIndent(text: string, at: number): string | undefined {
  let place = at
  while (text[place - 1] === ' ' || text[place - 1] === '\t') place -= 1
  const before = text[place - 1]
  return before === '\n' || before === '\r' ? text.slice(place, at) : undefined
}

function commentEnd(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) {
    let end = at
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1
    return end
  }
  if (!text.startsWith('/*', at)) return undefined
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? text.length : end + 2
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r'
}
