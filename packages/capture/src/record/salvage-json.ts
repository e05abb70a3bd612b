/**
 * Reads the beginning of a JSON text whose end is missing: what was open is closed, a text that was cut is kept as far as it goes.
 * Undefined when nothing can be read. Linear in the text.
 */
export function salvageJson(text: string): unknown {
  const open: string[] = []
  /** Behind the last complete value, and how many brackets were open there. */
  let whole: { readonly at: number; readonly depth: number } | undefined
  let cutString = -1
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') {
      const end = endOfString(text, at)
      if (end < 0) {
        cutString = at
        break
      }
      at = end
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      if (open.length > MAX_DEPTH) break
    } else if (char === '}' || char === ']') {
      if (open.pop() !== char) break
      whole = { at: at + 1, depth: open.length }
      if (open.length === 0) break
    } else if (char === ',') {
      whole = { at, depth: open.length }
    } else if (!STRUCTURE.includes(char)) break
  }
  const closed = (depth: number): string => open.slice(0, depth).reverse().join('')
  if (cutString >= 0) {
    const kept = text.slice(cutString).replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')
    const value = parsed(`${text.slice(0, cutString)}${kept}"${closed(open.length)}`)
    if (value !== undefined) return value
  }
  return whole === undefined ? undefined : parsed(text.slice(0, whole.at) + closed(whole.depth))
}

/** JSON's white space, colon, and the characters of numbers and words. */
const STRUCTURE = ' \t\r\n:+-.0123456789eEtrufalsn'
const MAX_DEPTH = 512

/** Offset of the quote that closes the string opened at `start`; -1 when none does. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1
    if (backslashes % 2 === 0) return at
  }
  return -1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
