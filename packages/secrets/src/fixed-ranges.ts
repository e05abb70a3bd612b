import type { MaskOptions } from './mask-options.ts'
import { placeholderLength, placeholderStart } from './placeholder.ts'
import type { Range } from './range.ts'
import { compileUserPattern, invalid, type UserPattern } from './user-pattern.ts'

/** Half of the window in which a pattern looks at a long line: matches of up to this length are found wherever they start. */
export const PIECE = 16_384

/** Finder of what the user configured to be a secret: sorted, disjoint, outside placeholders. */
export interface FixedRanges {
  readonly replacements: readonly string[]
  /** True when finds depend on where lines begin. */
  readonly byLine: boolean
  /** Length of the longest literal. */
  readonly longest: number
  find(text: string): Range[]
}

/** Compiles literals and patterns; throws `config_invalid` with the path of an unusable entry. */
export function compileFixedRanges({ literals = [], patterns = [] }: MaskOptions): FixedRanges {
  literals.forEach((literal, index) => {
    if (typeof literal !== 'string' || literal === '')
      throw invalid(`masking.literals[${index}]`, 'expected a text that is not empty')
  })
  const compiled = patterns.map(compileUserPattern)
  return {
    replacements: compiled.flatMap(({ replacement }) => (replacement === undefined ? [] : [replacement])),
    byLine: compiled.length > 0,
    longest: Math.max(0, ...literals.map((literal) => literal.length)),
    find: (text) => {
      if (literals.length === 0 && compiled.length === 0) return NONE
      const ranges: Range[] = []
      for (const literal of literals) findLiteral(text, literal, ranges)
      for (const pattern of compiled) findPattern(text, pattern, ranges)
      return ranges.length === 0 ? NONE : disjoint(withoutPlaceholders(text, ranges))
    },
  }
}

const NONE: Range[] = []

function findLiteral(text: string, literal: string, into: Range[]): void {
  // Every occurrence, those that overlap too: which ones there are must not depend on where a piece of a stream begins.
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
    into.push({ rule: 'literal', start: at, end: at + literal.length })
  }
}

function findPattern(text: string, pattern: UserPattern, into: Range[]): void {
  for (let line = 0; line < text.length; ) {
    const lineBreak = text.indexOf('\n', line)
    const lineEnd = lineBreak < 0 ? text.length : lineBreak
    for (let piece = line; piece < lineEnd; piece += PIECE) {
      for (const { start, end } of pattern.match(text.slice(piece, Math.min(lineEnd, piece + 2 * PIECE)))) {
        if (start >= PIECE) break
        const { id, replacement } = pattern
        into.push({
          rule: id,
          start: piece + start,
          end: piece + end,
          ...(replacement === undefined ? {} : { replacement }),
        })
      }
    }
    line = lineEnd + 1
  }
}

/** Cuts out of every range the placeholders in it. */
function withoutPlaceholders(text: string, ranges: Range[]): Range[] {
  if (!text.includes(placeholderStart)) return ranges
  return ranges.flatMap((range) => {
    const parts: Range[] = []
    let { start } = range
    const from = Math.max(0, range.start - 96)
    for (
      let at = text.indexOf(placeholderStart, from);
      at >= 0 && at < range.end;
      at = text.indexOf(placeholderStart, at + 1)
    ) {
      const length = placeholderLength(text, at)
      if (length === 0) continue
      if (at > start) parts.push({ ...range, start, end: at, ...(start > range.start ? { origin: range.start } : {}) })
      start = Math.max(start, at + length)
    }
    if (start < range.end) parts.push(start > range.start ? { ...range, start, origin: range.start } : range)
    return parts
  })
}

/** Sorts by start, longer first, and cuts off what an earlier range covers. */
function disjoint(ranges: Range[]): Range[] {
  const result: Range[] = []
  let floor = 0
  for (const range of ranges.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.end <= floor) continue
    result.push(range.start < floor ? { ...range, start: floor, origin: range.origin ?? range.start } : range)
    floor = range.end
  }
  return result
}
