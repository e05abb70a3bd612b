import { SesError } from '@ses/model'
import type { Found } from './found.ts'
import type { MaskOptions } from './masker.ts'

/** Makes the finder of what the user configured to be a secret. */
export function fixedRanges(options: MaskOptions): (text: string) => Found[] {
  const literals = options.literals ?? []
  literals.forEach((literal, index) => {
    if (literal === '') throw new SesError('config_invalid', `masking.literals[${index}]: must not be empty`)
  })
  if (literals.length === 0) return () => []
  return (text) => {
    const found: Found[] = []
    for (const literal of literals) {
      for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
        found.push({ rule: 'literal', start: at, end: at + literal.length })
      }
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end)
  }
}
