import type { Found, Masker } from '@ses/secrets'

/** A masked text, perhaps with its middle left out. */
export interface MaskedText {
  readonly text: string
  /** Characters of the original that are not in it and no secrets either. */
  readonly leftOut: number
}

/** No secret that a rule or pattern finds is longer, words around it included. */
const MARGIN = 40_960

/** Masks a text and keeps at most about `limit` characters of it: three quarters from its start, the rest from its end. */
export function maskText(text: string, limit: number, masker: Masker): MaskedText {
  if (text.length <= limit) return { text: masker.mask(text).text, leftOut: 0 }
  const headLength = Math.ceil((limit * 3) / 4)
  const tailLength = limit - headLength
  // What is cut is masked with the text beyond the cut in view: half a secret would not be known for one.
  const whole = text.length <= limit + 2 * MARGIN ? masker.find(text) : undefined
  const head = whole === undefined ? text.slice(0, headLength + MARGIN) : text
  const tail = whole === undefined ? text.slice(-(tailLength + MARGIN)) : text
  const start = partOf(head, whole ?? masker.find(head), 0, headLength, masker)
  const end = partOf(tail, whole ?? masker.find(tail), tail.length - tailLength, tail.length, masker)
  const leftOut = text.length - headLength - tailLength
  return { text: `${start}\u2026[${leftOut} characters left out]\u2026${end}`, leftOut }
}

/** The part of a text between two offsets without what was found in it; a secret over an end of the part is left out whole. */
function partOf(text: string, found: readonly Found[], from: number, to: number, masker: Masker): string {
  let written = ''
  let at = from
  let stop = to
  for (const { rule, start, end } of found) {
    if (end <= from) continue
    if (start >= to) break
    if (start < from) {
      at = Math.max(at, end)
      continue
    }
    if (end > to) {
      stop = start
      break
    }
    written += text.slice(at, start) + masker.placeholder(rule, text.slice(start, end))
    at = end
  }
  return at >= stop ? written : written + text.slice(at, stop)
}
