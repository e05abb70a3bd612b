// Spelled as strings, because a control character inside a literal is what linters rightly warn of.

/**
 * Whole escape sequences, first the long ones: OSC, DCS, SOS, PM and APC up to their end (or the end of the line where it is
 * missing), CSI, and the two- and three-character rest. Each is spelled with ESC or as one C1 character.
 */
const SEQUENCE = new RegExp(
  [
    '(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)?',
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?',
    '\\x1b[ -/]*[0-~]?',
  ].join('|'),
  'g',
)

/** Marks without a width or an effect of their own that stand in honest text: dropping them loses nothing. */
const INVISIBLE = '\\u200b\\u200e\\u200f\\u2060\\ufeff'

/** What may move the cursor, hide text or turn its direction: C0 but newline, DEL, C1, bidi controls, invisible tags. */
const CONTROL = `\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u180e\\u2028-\\u202e\\u2061-\\u206f\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}`

const SUSPECT = new RegExp(`[${CONTROL}${INVISIBLE}]|\\p{Surrogate}`, 'u')
const REMOVED = new RegExp(`[${INVISIBLE}]`, 'gu')
const REPLACED = new RegExp(`[${CONTROL}]|\\p{Surrogate}`, 'gu')

/**
 * Text that a terminal shows and does not obey. Sequences vanish whole, CR before LF too; any other control character becomes `�`;
 * tabs become two spaces; newlines stay.
 */
export function neutralise(text: string): string {
  // Nearly all texts are plain: one test spares them the replacements.
  if (!SUSPECT.test(text)) return text
  return text
    .replace(SEQUENCE, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(REMOVED, '')
    .replace(REPLACED, '\ufffd')
}

/** Every string of a JSON value made safe to print, keys included. */
export function neutraliseAll<T>(value: T): T {
  if (typeof value === 'string') return neutralise(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(neutraliseAll) as T
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [neutralise(key), neutraliseAll(item)])) as T
}
