/** How a text is looked for. */
export interface NeedleOptions {
  /** Default false: `Auth` finds `auth`. */
  readonly caseSensitive?: boolean
}

/**
 * An expression that finds a text in raw JSON lines as it may be written there: plain, escaped as JSON, escaped twice as in arguments
 * that are JSON themselves, with or without `\uXXXX` for what is not ASCII.
 */
export function needleOf(text: string, { caseSensitive = false }: NeedleOptions = {}): RegExp {
  const once = escapeJson(text)
  const spellings = new Set([text, once, escapeJson(once)])
  for (const spelling of [...spellings]) spellings.add(asciiOnly(spelling))
  for (const spelling of [...spellings]) spellings.add(asciiOnly(spelling, 'upper'))
  const pattern = [...spellings]
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
  return new RegExp(pattern, caseSensitive ? 'g' : 'gi')
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function asciiOnly(text: string, digits: 'lower' | 'upper' = 'lower'): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => {
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${digits === 'upper' ? hex.toUpperCase() : hex}`
  })
}
