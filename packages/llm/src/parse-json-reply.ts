/** JSON found in a model's answer. */
export interface JsonReply {
  readonly value: unknown
  /** Whether the text broke off: what was whole by then is kept, the rest is missing. */
  readonly partial: boolean
}

/**
 * Finds the JSON object or list in an answer: the whole of it, in a fence, between other words, or cut off. Undefined when there is none.
 * Takes linear time.
 */
export function parseJsonReply(text: string): JsonReply | undefined {
  const whole = parse(text.trim())
  if (whole !== undefined) return { value: whole, partial: false }
  for (const start of startsIn(text)) {
    const scanned = scan(text, start)
    if (scanned === undefined) continue
    const value = parse(scanned.text)
    // Nothing but brackets is a bracket in prose.
    const empty = scanned.partial && Object.keys(value ?? {}).length === 0
    if (value !== undefined && !empty) return { value, partial: scanned.partial }
  }
  return undefined
}

/** More candidates than this are no answer but noise; each costs one pass. */
const MAX_STARTS = 8

/** Where an object or list may begin: behind a fence first, then at the first brackets. */
function startsIn(text: string): number[] {
  const starts: number[] = []
  const fence = text.indexOf('```')
  const inFence = fence < 0 ? -1 : firstBracket(text, fence + 3)
  if (inFence >= 0) starts.push(inFence)
  for (let at = firstBracket(text, 0); at >= 0 && starts.length < MAX_STARTS; at = firstBracket(text, at + 1)) {
    starts.push(at)
  }
  return starts
}

function firstBracket(text: string, from: number): number {
  const [object, list] = [text.indexOf('{', from), text.indexOf('[', from)]
  return object < 0 ? list : list < 0 ? object : Math.min(object, list)
}

/** From an opening bracket to the one that closes it; where the text ends before, to its last whole part, and closed. */
function scan(text: string, start: number): { readonly text: string; readonly partial: boolean } | undefined {
  const open: string[] = []
  let whole: { readonly at: number; readonly closing: string } | undefined
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
      if (at < 0) break
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']')
      if (open.length > MAX_DEPTH) return undefined
      whole = { at: at + 1, closing: open.toReversed().join('') }
    } else if (character === '}' || character === ']') {
      if (open.pop() !== character) return undefined
      if (open.length === 0) return { text: text.slice(start, at + 1), partial: false }
      whole = { at: at + 1, closing: open.toReversed().join('') }
    } else if (character === ',') whole = { at, closing: open.toReversed().join('') }
  }
  return whole === undefined ? undefined : { text: text.slice(start, whole.at) + whole.closing, partial: true }
}

const MAX_DEPTH = 200

/** Offset of the closing quote; -1 when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return -1
}

/** The object or list a text is; undefined for anything else, numbers and words included. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
