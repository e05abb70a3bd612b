/** A stretch of text with its escapes resolved, and where each unit came from. */
export interface DecodedView {
  readonly text: string
  /** Offset in the original of every unit of `text`, and of its end as the last entry. */
  readonly origins: readonly number[]
  /** Offset in the original behind the stretch. */
  readonly end: number
}

const MAX_LEFT = 256
const MAX_RIGHT = 2048

/**
 * Decodes `%XX` and `\u00XX` in the word around `at`: what stands between white space, quotes and square brackets, up to 256 units
 * to the left (not beyond `floor`) and 2,048 to the right (not beyond `limit`).
 */
export function decodedView(text: string, at: number, floor: number, limit: number): DecodedView {
  let start = at
  const least = Math.max(floor, at - MAX_LEFT)
  while (start > least && !endsWord(text.charCodeAt(start - 1))) start -= 1
  const last = Math.min(text.length, at + MAX_RIGHT, limit)
  const origins: number[] = []
  let decoded = ''
  let end = start
  while (end < last && !endsWord(text.charCodeAt(end))) {
    origins.push(end)
    ESCAPE.lastIndex = end
    const match = ESCAPE.exec(text)
    if (match === null || ESCAPE.lastIndex > last) {
      decoded += text[end]
      end += 1
    } else {
      decoded += String.fromCharCode(Number.parseInt((match[1] ?? match[2]) as string, 16))
      end = ESCAPE.lastIndex
    }
  }
  origins.push(end)
  return { text: decoded, origins, end }
}

/** Printable ASCII only: other bytes of a percent-encoded text are parts of characters. */
const ESCAPE = /%([2-7][0-9A-Fa-f])|\\u00([2-7][0-9A-Fa-f])/y

/** White space, quotes, angle and square brackets. */
function endsWord(unit: number): boolean {
  return (
    unit <= 32 || unit === 34 || unit === 39 || unit === 96 || unit === 60 || unit === 62 || unit === 91 || unit === 93
  )
}
