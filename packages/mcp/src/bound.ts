/** What was shortened to keep an answer small. */
export interface Cut {
  /** Where, as `findings` or `session.prompts`. */
  readonly path: string
  readonly kept: number
  readonly of: number
}

/** A document small enough to answer with. */
export interface Bounded {
  readonly document: unknown
  readonly cuts: readonly Cut[]
}

/** Longest text of one string in an answer, in UTF-16 units. */
const MAX_STRING = 4_000
/** Never fewer entries of a list than these. */
const MIN_LIST = 3

/** Shortens long strings, then halves the longest lists until the JSON is at most `max` UTF-16 units long or nothing is left to halve. */
export function boundDocument(document: unknown, max: number): Bounded {
  let kept = cleanStrings(document)
  const original = new Map<string, number>()
  for (let size = JSON.stringify(kept)?.length ?? 0; size > max; size = JSON.stringify(kept).length) {
    const longest = longestList(kept, '')
    if (longest === undefined) break
    original.set(longest.path, original.get(longest.path) ?? longest.list.length)
    const list = longest.list.slice(0, Math.max(MIN_LIST, longest.list.length >> 1))
    kept = replaceAt(kept, longest.path, list)
  }
  const cuts = [...original].map(([path, of]) => ({ path, kept: (valueAt(kept, path) as unknown[]).length, of }))
  return { document: kept, cuts }
}

/** A text with what could drive a terminal or hide direction taken out, and no longer than `max`. */
export function boundText(text: string, max: number): string {
  const clean = withoutControls(text)
  return clean.length <= max ? clean : `${clean.slice(0, max)}\n[… ${clean.length - max} more characters left out]`
}

function cleanStrings(value: unknown): unknown {
  if (typeof value === 'string') return boundText(value, MAX_STRING)
  if (Array.isArray(value)) return value.map(cleanStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [withoutControls(key), cleanStrings(inner)]))
}

/** Control characters but tab and line break, and the marks that turn the direction of text. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** The list whose JSON is longest, with its path; lists inside lists are weighed with the outer one. */
function longestList(value: unknown, path: string): { path: string; list: unknown[]; size: number } | undefined {
  if (Array.isArray(value)) {
    return value.length > MIN_LIST ? { path, list: value, size: JSON.stringify(value).length } : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  let best: ReturnType<typeof longestList>
  for (const [key, inner] of Object.entries(value)) {
    const found = key.includes('.') ? undefined : longestList(inner, path === '' ? key : `${path}.${key}`)
    if (found !== undefined && found.size > (best?.size ?? 0)) best = found
  }
  return best
}

function valueAt(value: unknown, path: string): unknown {
  return path === '' ? value : path.split('.').reduce((inner, key) => (inner as Record<string, unknown>)[key], value)
}

function replaceAt(value: unknown, path: string, replacement: unknown): unknown {
  if (path === '') return replacement
  const [key = '', ...rest] = path.split('.')
  const object = value as Record<string, unknown>
  return { ...object, [key]: replaceAt(object[key], rest.join('.'), replacement) }
}
