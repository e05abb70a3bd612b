import type { Masker } from '@ses/secrets'

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
  const near = text.length <= limit + 2 * MARGIN
  // What is cut is masked with the text beyond the cut in view: half a secret would not be known for one.
  const head = maskedPart(near ? text : text.slice(0, headLength + MARGIN), 0, headLength, masker)
  const tailText = near ? text : text.slice(-(tailLength + MARGIN))
  const tail = maskedPart(tailText, tailText.length - tailLength, tailText.length, masker)
  const leftOut = text.length - headLength - tailLength
  return { text: `${head}\u2026[${leftOut} characters left out]\u2026${tail}`, leftOut }
}

/** The part of a text between two offsets, masked; a secret over an end of the part is left out whole. */
function maskedPart(text: string, from: number, to: number, masker: Masker): string {
  let written = ''
  let at = from
  let stop = to
  for (const { rule, start, end } of masker.find(text)) {
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
