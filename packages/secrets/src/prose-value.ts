/** A value that prose sets apart from its name by other means than code does, see `proseValue`. */
export interface ProseValue {
  readonly start: number
  readonly end: number
}

/**
 * Reads the value of a name that ends at `nameEnd` where it stands in bold type (`**Password:** x`), between quotes that a word processor
 * makes (`the key is “x”`), or in the next cell of a Markdown table (`| password | x |`); undefined elsewhere. Looks no further left of
 * `nameStart` than `floor`, and at some 200 characters in all.
 */
export function proseValue(
  text: string,
  { nameStart, nameEnd, floor }: { readonly nameStart: number; readonly nameEnd: number; readonly floor: number },
): ProseValue | undefined {
  if (!isSetApart(text, nameEnd)) return undefined
  PROSE.lastIndex = nameEnd
  const match = PROSE.exec(text)
  if (match === null) return undefined
  const [, cell, quote, value = ''] = match
  const end = PROSE.lastIndex
  if (quote !== undefined && !CLOSES.includes(text[end] ?? ' ')) return undefined
  if (
    cell !== undefined &&
    !(startsCell(text, nameStart, floor) && /^[ \t*`]{0,12}\|/.test(text.slice(end, end + 13)))
  ) {
    return undefined
  }
  const trimmed = value.replace(/[.:,;!?)]+$/, '')
  return { start: end - value.length, end: end - value.length + trimmed.length }
}

/** Signs between a name and its value that only prose has come soon, or not at all. */
function isSetApart(text: string, nameEnd: number): boolean {
  for (let at = nameEnd; at < nameEnd + 12; at++) {
    const unit = text.charCodeAt(at)
    if (unit === ASTERISK || unit === PIPE || (unit > 127 && OPENS.includes(text[at] as string))) return true
    if (unit > 127 ? !CLOSES.includes(text[at] as string) : !BETWEEN.includes(text[at] ?? 'x')) return false
  }
  return false
}

/** The name is the first thing in its cell. */
function startsCell(text: string, nameStart: number, floor: number): boolean {
  return /\|[ \t*`]{0,12}$/.test(text.slice(Math.max(floor, nameStart - 13), nameStart))
}

const ASTERISK = 42
const PIPE = 124
const OPENS = '\u201c\u201e\u2018\u00ab'
const CLOSES = '\u201d\u201c\u2019\u00bb`'
/** What else may stand there: white space, `:`, `=`, and the words `is`, `was` and `to`. */
const BETWEEN = ' \t:=iswato`'

/** What ends the name, what stands between, an opening quote, the value. */
const PROSE =
  /(?:\*{1,2}|[\u201d\u2019\u00bb`])?[ \t]{0,4}(?:(?:[:=]|is|was|to)\*{0,2}[ \t]{0,8}|(\|)[ \t]{0,8}|[ \t](?=[\u201c\u201e\u2018\u00ab]))\*{0,2}([\u201c\u201e\u2018\u00ab`])?([^\s"'`\\|<>*\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]{6,128})/y
