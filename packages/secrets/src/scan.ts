import type { CompiledKeyword, CompiledRule, CompiledRules } from './compiled-rules.ts'
import type { Found } from './found.ts'
import { placeholderLength, placeholderStart } from './placeholder.ts'
import { passes } from './rule-test.ts'
import { startsWord } from './word-start.ts'

/**
 * Finds what the rules find, in one pass from left to right. `fixed` are ranges already known to be secrets (sorted, disjoint);
 * they come back in the result, grown where a rule's match overlaps them. What is decided at a place depends on the text up to
 * a bounded distance and on nothing left of the last find, so that masked text is scanned as the original was.
 */
export function scan(text: string, compiled: CompiledRules, fixed: readonly Found[] = []): Found[] {
  const { next, firstOutput, outputs } = compiled.automaton
  const found: Found[] = []
  let fixedAt = 0
  let floor = 0
  let pending: Found | undefined
  let state = 0
  let at = 0
  let stop = fixed[0]?.start ?? text.length
  for (;;) {
    while (at < stop) {
      const unit = text.charCodeAt(at++)
      state = unit < 128 ? (next[(state << 7) | unit] as number) : 0
      if (state >= firstOutput) {
        const jump = hit(at, outputs[state - firstOutput] as number[])
        if (jump > at) {
          at = jump
          floor = jump
          state = 0
        }
      }
    }
    // Reached: the end of the text, a pending find, or a fixed range.
    const range = fixed[fixedAt]
    if (pending !== undefined && pending.start <= at && (range === undefined || pending.start <= range.start)) {
      take(pending)
      pending = undefined
    } else if (range !== undefined && range.start <= at) {
      fixedAt += 1
      take(range)
    } else if (at >= text.length) {
      return found
    }
    stop = Math.min(text.length, pending?.start ?? text.length, fixed[fixedAt]?.start ?? text.length)
  }

  /** Appends a range, less what is already found, and goes on behind it. */
  function take(range: Found): void {
    const start = Math.max(range.start, floor)
    if (range.end > start) found.push(start === range.start ? range : { ...range, start })
    if (range.end > at) at = range.end
    if (range.end > floor) floor = range.end
    state = 0
  }

  /** Tries the rules of the keywords that end at `end`; returns where to go on, `end` if nothing changed. */
  function hit(end: number, indexes: readonly number[]): number {
    for (const index of indexes) {
      const keyword = compiled.keywords[index] as CompiledKeyword
      const start = end - keyword.length
      if (keyword.rules === undefined) {
        const length = text.startsWith(placeholderStart, start) ? placeholderLength(text, start) : keyword.length
        if (length > 0) return start + length
        continue
      }
      for (const rule of keyword.rules) {
        const range = match(rule, start)
        if (range === undefined) continue
        if (pending !== undefined && range.start >= pending.start) break
        if (range.start > end) {
          if (pending !== undefined && range.end > pending.start && pending.end > range.end) {
            range.end = pending.end
          }
          pending = range
          stop = Math.min(stop, range.start)
          break
        }
        take(range)
        stop = Math.max(stop, Math.min(floor, text.length))
        return floor
      }
    }
    return end
  }

  function match(compiledRule: CompiledRule, keywordStart: number): { rule: string; start: number; end: number } | undefined {
    const { rule, sticky } = compiledRule
    let start = keywordStart
    if (rule.lead !== undefined) {
      const { characters, min, max } = rule.lead
      const least = Math.max(floor, keywordStart - max)
      while (start > least && isLead(text.charCodeAt(start - 1), characters)) start -= 1
      if (keywordStart - start < min) return undefined
    }
    if (rule.insideWord !== true && !startsWord(text, start, floor)) return undefined
    sticky.lastIndex = start
    const groups = sticky.exec(text)
    if (groups === null) return undefined
    const secret = groups[1] ?? groups[0]
    const end = sticky.lastIndex
    if (secret.length === 0 || touchesBarrier(text, start, end)) return undefined
    if (rule.test !== undefined && !passes(rule.test, secret)) return undefined
    return { rule: rule.id, start: end - secret.length, end }
  }
}

function isLead(unit: number, characters: 'digits' | 'word'): boolean {
  if (unit >= 48 && unit <= 57) return true
  if (characters === 'digits') return false
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95 || unit === 45
}

function touchesBarrier(text: string, start: number, end: number): boolean {
  if (text.startsWith(placeholderStart, end) && placeholderLength(text, end) > 0) return true
  const span = text.slice(start, end)
  for (let at = span.indexOf(placeholderStart); at >= 0; at = span.indexOf(placeholderStart, at + 1)) {
    if (placeholderLength(text, start + at) > 0) return true
  }
  return false
}
