import { assignedValue } from './assigned-value.ts'
import type { Automaton } from './automaton.ts'
import type { CompiledKeyword, CompiledRules, KeywordFinder } from './compiled-rules.ts'
import { decodedView } from './decoded-view.ts'
import type { Found } from './found.ts'
import { type KeywordIndex, literalsEndingAt } from './keyword-index.ts'
import { type LiteralSearch, type Sighting, sightingsOf } from './literal-search.ts'
import { nameWords } from './name-words.ts'
import { placeholderLength, placeholderStart } from './placeholder.ts'
import { plausibleValue } from './plausible-value.ts'
import type { Range } from './range.ts'
import type { AssignmentRule, ShapeRule } from './rule.ts'
import { passesShapeTest } from './shape-test.ts'
import { startsWord } from './word-start.ts'

/** Longest match of a shape, secret and words around it; what is longer does not count, so that streams need to look no further. */
export const MAX_MATCH = 19_456

/** What a scan starts from. */
export interface ScanState {
  /** Ranges already known to be secrets, sorted and disjoint; they come back in the result. */
  readonly fixed?: readonly Range[]
  /** Keywords are looked for from here on; what stands before is only looked at. Default 0. */
  readonly from?: number
  /** End of the last find of an earlier scan: what stands before is decided. Default 0. */
  readonly floor?: number
  /** Escapes left of it have been resolved by an earlier scan. Default 0. */
  readonly viewed?: number
  /** False leaves assignments out. Default true. */
  readonly assignments?: boolean
  /** False takes escapes as they stand. Default true. */
  readonly escapes?: boolean
}

/** What a scan found. */
export interface ScanResult {
  readonly found: readonly Range[]
  /** Placeholders and replacements that were already in the text, in order. */
  readonly barriers: readonly Span[]
  /** Words that were read again with their escapes resolved: from the escape that was the reason to the word's end. */
  readonly views: readonly Span[]
}

/** A stretch of text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Finds what the rules find, in one pass from left to right. What is decided at a place depends on the text up to a bounded
 * distance and on nothing left of the last find, so that masked text is read as the original was.
 */
export function scan(text: string, compiled: CompiledRules, state: ScanState = ANEW): ScanResult {
  const { fixed = NONE, from = 0 } = state
  const finder = compiled.finder(text.length)
  const cursor: Cursor = { at: from, state: 0, floor: from, hits: NO_HITS, sightings: undefined, behind: 0 }
  // Four of five texts of a transcript hold no keyword: for them nothing is made.
  if (fixed.length === 0 && !advanceBy(finder, text, cursor, text.length)) return NOTHING
  return new Scan(text, compiled, state).run(finder, cursor)
}

class Scan {
  readonly #text: string
  readonly #compiled: CompiledRules
  readonly #fixed: readonly Range[]
  readonly #assignments: boolean
  readonly #escapes: boolean
  readonly #found: Range[] = []
  readonly #barriers: Span[] = []
  readonly #views: Span[] = []
  #floor: number
  /** Escapes left of it have been resolved. */
  #viewed: number
  /** Start of the next range known beforehand: once it is masked, what follows is a word of its own. */
  #limit = Number.POSITIVE_INFINITY
  /** Finds whose secrets start further right, sorted: what stands before them may hold others. */
  readonly #pending: Range[] = []

  constructor(text: string, compiled: CompiledRules, state: ScanState) {
    const { fixed = NONE, floor = 0, viewed = 0, assignments = true, escapes = true } = state
    this.#text = text
    this.#compiled = compiled
    this.#fixed = fixed
    this.#floor = floor
    this.#viewed = viewed
    this.#assignments = assignments
    this.#escapes = escapes
  }

  /** Where nothing is known beforehand, the cursor stands at the first keyword. */
  run(finder: KeywordFinder, cursor: Cursor): ScanResult {
    const text = this.#text
    let atKeyword = this.#fixed.length === 0
    let fixedAt = 0
    for (;;) {
      this.#limit = this.#fixed[fixedAt]?.start ?? Infinity
      let stop = this.#stop(fixedAt)
      while (atKeyword || advanceBy(finder, text, cursor, stop)) {
        atKeyword = false
        const before = this.#floor
        this.#hit(cursor.at, cursor.hits)
        if (this.#floor !== before) restart(cursor, this.#floor)
        stop = this.#stop(fixedAt)
      }
      const range = this.#fixed[fixedAt]
      const pending = this.#pending[0]
      if (pending !== undefined && (range === undefined || pending.start <= range.start)) {
        this.#pending.shift()
        this.#take(pending)
      } else if (range !== undefined) {
        fixedAt += 1
        this.#take(range)
      } else {
        return { found: this.#found, barriers: this.#barriers, views: this.#views }
      }
      restart(cursor, this.#floor)
    }
  }

  #stop(fixedAt: number): number {
    return Math.min(this.#text.length, this.#pending[0]?.start ?? Infinity, this.#fixed[fixedAt]?.start ?? Infinity)
  }

  /** Appends a range less what is already found. */
  #take(range: Range): void {
    const start = Math.max(range.start, this.#floor)
    if (range.end > start) {
      const { origin = range.start } = range
      this.#found.push(start === range.start ? range : { ...range, start, origin })
    }
    this.#floor = Math.max(this.#floor, range.end)
  }

  /** Tries the rules of the keywords that end at `end`. */
  #hit(end: number, indexes: readonly number[]): void {
    for (const index of indexes) {
      const keyword = this.#compiled.keyword(index)
      const start = end - keyword.length
      if (keyword.role !== 'rules') {
        if (keyword.role === 'barrier' ? this.#barrier(start, end) : this.#view(start)) return
        continue
      }
      const range = this.#shape(keyword, start) ?? this.#assignment(keyword, start, end)
      if (range === undefined) continue
      const pending = this.#pending[0]
      if (pending !== undefined && range.start >= pending.start) continue
      if (range.start <= end) {
        this.#take(range)
        return
      }
      this.#pending.unshift(range)
    }
  }

  /** Steps over what an earlier masking left. */
  #barrier(start: number, keywordEnd: number): boolean {
    const placeholder = this.#text.startsWith(placeholderStart, start)
    const end = placeholder ? start + placeholderLength(this.#text, start) : keywordEnd
    if (end === start) return false
    this.#barriers.push({ start, end })
    this.#floor = Math.max(this.#floor, end)
    return true
  }

  /** Reads the word around an escape again with its escapes resolved. */
  #view(at: number): boolean {
    if (!this.#escapes || at < this.#viewed) return false
    const view = decodedView(this.#text, at, this.#floor, this.#limit)
    this.#viewed = view.end
    this.#views.push({ start: at, end: view.end })
    const { whole = this.#compiled } = this.#compiled
    const { found } = scan(view.text, whole, { escapes: false, assignments: this.#assignments })
    const before = this.#floor
    for (const { rule, start, end } of found) {
      const range = { rule, start: view.origins[start] as number, end: view.origins[end] as number }
      if (range.start < this.#floor || this.#touchesBarrier(range.start, range.end)) continue
      if (range.start <= at) this.#take(range)
      else this.#pending.push(range)
    }
    this.#pending.sort((a, b) => a.start - b.start)
    return this.#floor !== before
  }

  #shape(keyword: CompiledKeyword, start: number): Found | undefined {
    for (const rule of keyword.shapes) {
      const range = this.#match(rule, start)
      if (range !== undefined) return range
    }
    return undefined
  }

  #match(rule: ShapeRule, keywordStart: number): Found | undefined {
    const text = this.#text
    let start = keywordStart
    if (rule.lead !== undefined) {
      const { characters, min, max } = rule.lead
      const least = Math.max(this.#floor, keywordStart - max)
      while (start > least && isLead(text.charCodeAt(start - 1), characters)) start -= 1
      if (keywordStart - start < min) return undefined
    }
    if (rule.insideWord !== true && !startsWord(text, start, this.#floor)) return undefined
    const pattern = this.#compiled.sticky(rule)
    pattern.lastIndex = start
    const groups = pattern.exec(text)
    if (groups === null) return undefined
    const end = pattern.lastIndex
    if (end - start > MAX_MATCH) return undefined
    const secret = groups.find((group, index) => index > 0 && group !== undefined) ?? groups[0]
    if (startsInEscape(text, end - secret.length) || secret.endsWith('\\')) return undefined
    if (!passesShapeTest(rule.test, secret, groups[0]) || this.#touchesBarrier(start, end)) return undefined
    const id = rule.test?.value === undefined ? rule.id : (this.#shapeOf(secret) ?? rule.id)
    return { rule: id, start: end - secret.length, end }
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
      const kind = assigned.form === 'words' ? kindOfWord(rule.value, value) : rule.value
      if (!plausibleValue({ value, kind, place })) continue
      if (this.#touchesBarrier(assigned.nameStart, assigned.end)) return undefined
      return { rule: this.#shapeOf(value) ?? rule.id, start: assigned.start, end: assigned.end }
    }
    return undefined
  }

  /** The shape that most of a value has, so that a known token is called by its name wherever it stands. */
  #shapeOf(value: string): string | undefined {
    for (const { rule, start, end } of scan(value, this.#compiled, { assignments: false, escapes: false }).found) {
      if ((end - start) * 3 >= value.length * 2) return rule
    }
    return undefined
  }

  /** True when what an earlier masking left stands in a range or right behind it. */
  #touchesBarrier(start: number, end: number): boolean {
    const text = this.#text
    if (placeholderLength(text, end) > 0) return true
    const span = text.slice(start, end)
    for (const barrier of this.#compiled.barriers) {
      if (span.includes(barrier) || text.startsWith(barrier, end)) return true
    }
    for (let at = span.indexOf(placeholderStart); at >= 0; at = span.indexOf(placeholderStart, at + 1)) {
      if (placeholderLength(text, start + at) > 0) return true
    }
    return false
  }
}

const NONE: readonly Range[] = []
const ANEW: ScanState = {}
const NOTHING: ScanResult = { found: NONE, barriers: [], views: [] }

const PLACES = {
  quoted: 'quoted',
  tag: 'quoted',
  env: 'open',
  flag: 'open',
  bare: 'code',
  spoken: 'code',
  words: 'code',
} as const

/** A word behind a name and a space may be any word: it must be as random as a key, or made like a password. */
function kindOfWord(kind: AssignmentRule['value'], value: string): AssignmentRule['value'] {
  if (kind === 'basic') return kind
  const strong = value.length >= 8 && [/[a-z]/, /[A-Z]/, /[0-9]/, /[!#$%&*+?@^~]/].every((sort) => sort.test(value))
  return kind === 'password' && strong ? 'password' : 'key'
}

/** True when the letter at `at` belongs to an escape such as `\\n` or `\\u000a`: replacing it would break the text around it. */
function startsInEscape(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1
  return backslashes % 2 === 1 && '"/bfnrtu'.includes(text[at] as string)
}

interface Cursor {
  at: number
  /** Of the automaton. */
  state: number
  /** No keyword starts further left: where the reading began, or began again behind a find. */
  floor: number
  /** Keywords that end at `at`, longest first. */
  hits: readonly number[]
  /** What a search for literals found in the whole text; absent before it and with the other finders. */
  sightings: readonly Sighting[] | undefined
  /** How many of them the cursor has passed. */
  behind: number
}

const NO_HITS: readonly number[] = []

/** Goes on behind `floor`, as if the text began there. */
function restart(cursor: Cursor, floor: number): void {
  cursor.at = Math.max(cursor.at, floor)
  cursor.state = 0
  cursor.floor = cursor.at
}

function advanceBy(finder: KeywordFinder, text: string, cursor: Cursor, stop: number): boolean {
  if ('next' in finder) return advance(finder, text, cursor, stop)
  return 'ends' in finder ? advanceByIndex(finder, text, cursor, stop) : advanceBySearch(finder, text, cursor, stop)
}

/** Runs the automaton up to `stop`; true when it came upon a keyword, which then ends at `cursor.at`. A function of its own: it is the hot loop. */
function advance({ next, firstOutput, outputs }: Automaton, text: string, cursor: Cursor, stop: number): boolean {
  let state = cursor.state
  for (let at = cursor.at; at < stop; at++) {
    const unit = text.charCodeAt(at)
    state = unit < 128 ? (next[(state << 7) | unit] as number) : 0
    if (state >= firstOutput) {
      cursor.at = at + 1
      cursor.state = state
      cursor.hits = outputs[state - firstOutput] as number[]
      return true
    }
  }
  cursor.at = Math.max(cursor.at, stop)
  cursor.state = state
  return false
}

/** The same by the index of literals. */
function advanceByIndex(index: KeywordIndex, text: string, cursor: Cursor, stop: number): boolean {
  const { ends } = index
  let previous = cursor.at > cursor.floor ? text.charCodeAt(cursor.at - 1) : 128
  for (let at = cursor.at; at < stop; at++) {
    const unit = text.charCodeAt(at)
    if ((previous | unit) < 128 && ends[(previous << 7) | unit] !== 0) {
      const hits = literalsEndingAt(index, text, at + 1, cursor.floor)
      if (hits.length > 0) {
        cursor.at = at + 1
        cursor.hits = hits
        return true
      }
    }
    previous = unit
  }
  cursor.at = Math.max(cursor.at, stop)
  return false
}

/** The same by a search of the whole text. */
function advanceBySearch(search: LiteralSearch, text: string, cursor: Cursor, stop: number): boolean {
  cursor.sightings ??= sightingsOf(search, text, cursor.at)
  const { sightings } = cursor
  for (let next = sightings[cursor.behind]; next !== undefined && next.end <= stop; next = sightings[cursor.behind]) {
    const { end } = next
    const hits: number[] = []
    for (; next?.end === end; next = sightings[cursor.behind]) {
      if (next.start >= cursor.floor) hits.push(next.index)
      cursor.behind += 1
    }
    if (end > cursor.at && hits.length > 0) {
      cursor.at = end
      cursor.hits = hits
      return true
    }
  }
  cursor.at = Math.max(cursor.at, stop)
  return false
}

function isLead(unit: number, characters: 'digits' | 'word' | 'base64'): boolean {
  if (unit >= 48 && unit <= 57) return true
  if (characters === 'digits') return false
  if ((unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)) return true
  return characters === 'word' ? unit === 95 || unit === 45 : unit === 43 || unit === 47
}
