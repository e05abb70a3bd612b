/** Latin, Greek, Cyrillic, punctuation, arrows, boxes and marks that take one column each. */
const ONE_COLUMN =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2212\u2500-\u257f✓✗]*$/

let measure: ((text: string) => number) | undefined

/**
 * Loads what is needed to measure wide and combining characters, if the value holds any. `string-width` takes longer to load than
 * Node takes to start, and most sessions do without it.
 */
export async function prepareWidths(value: unknown): Promise<void> {
  if (measure === undefined && !isPlain(value)) measure = (await import('string-width')).default
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.split('\n').every((line) => ONE_COLUMN.test(line))
  return typeof value !== 'object' || value === null || Object.values(value).every(isPlain)
}

/** Columns a text takes in a terminal: 2 for wide CJK and emoji, 0 for combining marks. Exact for what `prepareWidths` has seen. */
export function displayWidth(text: string): number {
  return measure === undefined || ONE_COLUMN.test(text) ? text.length : measure(text)
}

/** The text on one line in at most `width` columns, with `…` in place of what was cut. */
export function fit(text: string, width: number): string {
  const line = Number.isFinite(width) ? text.slice(0, width * 8 + 64) : text
  const flat = line.replace(/\s+/g, ' ').trim()
  if (displayWidth(flat) <= width) return flat
  if (width < 1) return ''
  return `${takeColumns(flat, width - 1).trimEnd()}…`
}

/** As `fit`, but keeps the end of a path, where its name stands: `…/auth/session.ts`. */
export function fitPath(path: string, width: number): string {
  if (displayWidth(path) <= width) return path
  let columns = 1
  const kept: string[] = []
  for (const char of charactersOf(path.slice(-width * 4)).reverse()) {
    columns += displayWidth(char)
    if (columns > width) break
    kept.push(char)
  }
  return `…${kept.reverse().join('')}`
}

const ESC = String.fromCharCode(27)
const COLOUR = new RegExp(`${ESC}\\[\\d+m`, 'g')

/** A painted line in at most `width` columns; colours that were begun are ended as they would have been. */
export function clip(line: string, width: number): string {
  if (displayWidth(line.replace(COLOUR, '')) <= width) return line
  let room = width - 1
  const parts = line.split(COLOUR)
  const colours = line.match(COLOUR) ?? []
  const kept = parts.map((part) => {
    const shown = room <= 0 ? '' : takeColumns(part, room)
    const cut = shown.length < part.length && room > 0
    room = cut ? 0 : room - displayWidth(shown)
    return cut ? `${shown.trimEnd()}…` : shown
  })
  return kept.map((part, index) => part + (colours[index] ?? '')).join('')
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
  if (ONE_COLUMN.test(text)) return text.slice(0, Math.max(0, width))
  let columns = 0
  let taken = ''
  for (const char of charactersOf(text.slice(0, width * 8 + 64))) {
    columns += displayWidth(char)
    if (columns > width) break
    taken += char
  }
  return taken
}

/** What a reader takes for one character each, emoji sequences and combined letters included. */
function charactersOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
