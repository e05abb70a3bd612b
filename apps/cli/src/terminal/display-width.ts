import stringWidth from 'string-width'

const PLAIN = /^[ -~]*$/
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Columns a text takes in a terminal: 2 for wide CJK and emoji, 0 for combining marks and colour. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text)
}

/** The text on one line in at most `width` columns, with `…` in place of what was cut. */
export function fit(text: string, width: number): string {
  const line = text.slice(0, width * 8 + 64).replace(/\s+/g, ' ').trim()
  if (displayWidth(line) <= width) return line
  if (width < 1) return ''
  return `${takeColumns(line, width - 1).trimEnd()}…`
}

/** As `fit`, but keeps the end of a path, where its name stands: `…/auth/session.ts`. */
export function fitPath(path: string, width: number): string {
  if (displayWidth(path) <= width) return path
  let columns = 1
  const kept: string[] = []
  for (const { segment } of [...graphemes.segment(path.slice(-width * 4))].reverse()) {
    columns += displayWidth(segment)
    if (columns > width) break
    kept.push(segment)
  }
  return `…${kept.reverse().join('')}`
}

/** The text followed by blanks up to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Blanks followed by the text, `width` columns in all. */
export function padFrom(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}

/** Words put on lines of at most `width` columns; a longer word is cut across lines, so that nothing is lost. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    let rest = word
    if (line !== '' && displayWidth(line) + 1 + displayWidth(rest) <= width) {
      line += ` ${rest}`
      continue
    }
    if (line !== '') lines.push(line)
    while (displayWidth(rest) > width) {
      const head = takeColumns(rest, width)
      // A single character wider than the line cannot be cut any further.
      if (head === '') break
      lines.push(head)
      rest = rest.slice(head.length)
    }
    line = rest
  }
  if (line !== '') lines.push(line)
  return lines
}

function takeColumns(text: string, width: number): string {
  let columns = 0
  let taken = ''
  for (const { segment } of graphemes.segment(text.slice(0, width * 8 + 64))) {
    columns += displayWidth(segment)
    if (columns > width) break
    taken += segment
  }
  return taken
}
