/** How the catalog recognises an id; the shape is that of the price data. Letter case never matters. */
export type ModelMatch =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string }
  | { readonly or: readonly ModelMatch[] }
  | { readonly and: readonly ModelMatch[] }

/** Whether a lower-case id matches. `strict` refuses a part of the id when what follows names another version or size of the model. */
export function matches(match: ModelMatch, id: string, strict: boolean): boolean {
  if ('or' in match) return match.or.some((part) => matches(part, id, strict))
  if ('and' in match) return match.and.every((part) => matches(part, id, strict))
  if ('equals' in match) return id === match.equals.toLowerCase()
  if ('ends_with' in match) return id.endsWith(match.ends_with.toLowerCase())
  if ('starts_with' in match || 'contains' in match) {
    const part = ('starts_with' in match ? match.starts_with : match.contains).toLowerCase()
    const at = id.indexOf(part)
    if (at < 0 || ('starts_with' in match && at > 0)) return false
    return !strict || isSameModel(part, id.slice(at + part.length))
  }
  return new RegExp(match.regex).test(id)
}

/** Words that make another model with another price of whatever stands before them. */
const VARIANTS: ReadonlySet<string> = new Set(
  'lite mini nano micro small large pro max ultra fast turbo plus air highspeed flash haiku sonnet opus image audio tts live voice embedding vision vl coder'.split(
    ' ',
  ),
)

/** `claude-sonnet-5` + `-20260701` is the same model; + `-5`, + `.1`, + `-lite` are not. */
function isSameModel(part: string, rest: string): boolean {
  if (rest === '') return true
  const number = /\d*$/.exec(part.slice(-10))?.[0] ?? ''
  if (number !== '') {
    const more = /^\d+/.exec(rest)?.[0]
    if (more !== undefined && number.length + more.length < 6) return false
    if (more === undefined && /^[-.]\d{1,2}(?!\d)/.test(rest)) return false
  }
  return !rest.split(/[^a-z0-9]/).some((word) => VARIANTS.has(word))
}
