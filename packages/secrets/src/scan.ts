import { assignedValue } from './assigned-value.ts'
import type { CompiledKeyword, CompiledRules, CompiledShape } from './compiled-rules.ts'
import type { Found } from './found.ts'
import { nameWords } from './name-words.ts'
import { placeholderLength, placeholderStart } from './placeholder.ts'
import { plausibleValue } from './plausible-value.ts'
import { passesShapeTest } from './shape-test.ts'
import { startsWord } from './word-start.ts'

/** What a scan starts from. */
export interface ScanState {
  /** Ranges already known to be secrets, sorted and disjoint; they come back in the result. */
  readonly fixed?: readonly Found[]
  /** Nothing left of it is looked at: the end of the last find, or the start of the text. Default 0. */
  readonly floor?: number
  /** False leaves assignments out. Default true. */
  readonly assignments?: boolean
}

/**
 * Finds what the rules find, in one pass from left to right. What is decided at a place depends on the text up to a bounded
 * distance and on nothing left of the last find, so that masked text is read as the original was.
 */
export function scan(text: string, compiled: CompiledRules, state: ScanState = {}): Found[] {
  return new Scan(text, compiled, state).run()
}

class Scan {
  readonly #text: string
  readonly #compiled: CompiledRules
  readonly #fixed: readonly Found[]
  readonly #assignments: boolean
  readonly #found: Found[] = []
  #floor: number
  /** A find whose secret starts further right: the words between its name and it may hold others. */
  #pending: Found | undefined

  constructor(text: string, compiled: CompiledRules, { fixed = [], floor = 0, assignments = true }: ScanState) {
    this.#text = text
    this.#compiled = compiled
    this.#fixed = fixed
    this.#floor = floor
    this.#assignments = assignments
  }

  run(): Found[] {
    const text = this.#text
    const { next, firstOutput, outputs } = this.#compiled.automaton
    let fixedAt = 0
    let at = this.#floor
    let state = 0
    for (;;) {
      let stop = this.#stop(fixedAt)
      while (at < stop) {
        const unit = text.charCodeAt(at++)
        state = unit < 128 ? (next[(state << 7) | unit] as number) : 0
        if (state < firstOutput) continue
        const before = this.#floor
        this.#hit(at, outputs[state - firstOutput] as number[])
        if (this.#floor !== before) {
          at = Math.max(at, this.#floor)
          state = 0
        }
        stop = this.#stop(fixedAt)
      }
      const range = this.#fixed[fixedAt]
      const pending = this.#pending
      if (pending !== undefined && (range === undefined || pending.start <= range.start)) {
        this.#pending = undefined
        this.#take(pending)
      } else if (range !== undefined) {
        fixedAt += 1
        this.#take(range)
      } else {
        return this.#found
      }
      at = Math.max(at, this.#floor)
      state = 0
    }
  }

  #stop(fixedAt: number): number {
    return Math.min(this.#text.length, this.#pending?.start ?? Infinity, this.#fixed[fixedAt]?.start ?? Infinity)
  }

  /** Appends a range less what is already found. */
  #take(range: Found): void {
    const start = Math.max(range.start, this.#floor)
    if (range.end > start) this.#found.push(start === range.start ? range : { ...range, start })
    this.#floor = Math.max(this.#floor, range.end)
  }

  /** Tries the rules of the keywords that end at `end`. */
  #hit(end: number, indexes: readonly number[]): void {
    for (const index of indexes) {
      const keyword = this.#compiled.keywords[index] as CompiledKeyword
      const start = end - keyword.length
      if (keyword.shapes.length === 0 && keyword.assignments.length === 0) {
        const barrier = this.#text.startsWith(placeholderStart, start)
        const length = barrier ? placeholderLength(this.#text, start) : keyword.length
        if (length > 0) this.#floor = start + length
        if (length > 0) return
        continue
      }
      const range = this.#shape(keyword, start) ?? this.#assignment(keyword, start, end)
      if (range === undefined) continue
      const pending = this.#pending
      if (pending !== undefined && range.start >= pending.start) continue
      if (range.start <= end) {
        this.#take(range)
        return
      }
      if (pending !== undefined && range.end < pending.start) {
        this.#take(range)
        return
      }
      this.#pending = pending === undefined ? range : { ...range, end: Math.max(range.end, pending.end) }
    }
  }

  #shape(keyword: CompiledKeyword, start: number): Found | undefined {
    for (const shape of keyword.shapes) {
      const range = this.#match(shape, start)
      if (range !== undefined) return range
    }
    return undefined
  }

  #match({ rule, sticky }: CompiledShape, keywordStart: number): Found | undefined {
    const text = this.#text
    let start = keywordStart
    if (rule.lead !== undefined) {
      const { characters, min, max } = rule.lead
      const least = Math.max(this.#floor, keywordStart - max)
      while (start > least && isLead(text.charCodeAt(start - 1), characters)) start -= 1
      if (keywordStart - start < min) return undefined
    }
    if (rule.insideWord !== true && !startsWord(text, start, this.#floor)) return undefined
    sticky.lastIndex = start
    const groups = sticky.exec(text)
    if (groups === null) return undefined
    const end = sticky.lastIndex
    const secret = groups.find((group, index) => index > 0 && group !== undefined) ?? groups[0]
    if (!passesShapeTest(rule.test, secret, groups[0]) || this.#touchesBarrier(start, end)) return undefined
    return { rule: rule.id, start: end - secret.length, end }
  }

  #assignment(keyword: CompiledKeyword, start: number, end: number): Found | undefined {
    if (!this.#assignments || keyword.assignments.length === 0) return undefined
    const assigned = assignedValue(this.#text, start, end, this.#floor)
    if (assigned === undefined) return undefined
    const name = nameWords(assigned.name)
    const value = this.#text.slice(assigned.start, assigned.end)
    const place = PLACES[assigned.form]
    for (const rule of keyword.assignments) {
      if (!rule.name.test(name)) continue
      if (rule.forms !== undefined && !rule.forms.includes(assigned.form)) continue
      if (rule.pattern !== undefined && !rule.pattern.test(value)) continue
      const kind = assigned.form === 'words' && rule.value !== 'basic' ? 'key' : rule.value
      if (!plausibleValue({ value, kind, place })) continue
      if (this.#touchesBarrier(assigned.nameStart, assigned.end)) return undefined
      return { rule: this.#shapeOf(value) ?? rule.id, start: assigned.start, end: assigned.end }
    }
    return undefined
  }

  /** The shape that most of a value has, so that a known token is called by its name wherever it stands. */
  #shapeOf(value: string): string | undefined {
    for (const { rule, start, end } of scan(value, this.#compiled, { assignments: false })) {
      if ((end - start) * 3 >= value.length * 2) return rule
    }
    return undefined
  }

  /** True when what an earlier masking left stands in a range or right behind it. */
  #touchesBarrier(start: number, end: number): boolean {
    const text = this.#text
    if (placeholderLength(text, end) > 0) return true
    const span = text.slice(start, end)
    for (let at = span.indexOf(placeholderStart); at >= 0; at = span.indexOf(placeholderStart, at + 1)) {
      if (placeholderLength(text, start + at) > 0) return true
    }
    return false
  }
}

const PLACES = {
  quoted: 'quoted',
  tag: 'quoted',
  env: 'open',
  flag: 'open',
  bare: 'code',
  spoken: 'code',
  words: 'code',
} as const

function isLead(unit: number, characters: 'digits' | 'word' | 'base64'): boolean {
  if (unit >= 48 && unit <= 57) return true
  if (characters === 'digits') return false
  if ((unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)) return true
  return characters === 'word' ? unit === 95 || unit === 45 : unit === 43 || unit === 47
}
