import { proseValue } from './prose-value.ts'
import type { AssignmentForm } from './rule.ts'
import { lineValueEnd, spokenEnd } from './spoken-end.ts'

/** A name and the value it is given, found around a word of the name. */
export interface AssignedValue {
  /** As written, leading dashes of a flag included. */
  readonly name: string
  readonly nameStart: number
  readonly start: number
  readonly end: number
  readonly form: AssignmentForm
}

const MAX_NAME = 64
const MAX_GAP = 96
const MAX_VALUE = 4096

/** Reads the assignment whose name holds `hitStart` to `hitEnd`; undefined when there is none. Looks no further left than `floor`. */
export function assignedValue(
  text: string,
  hitStart: number,
  hitEnd: number,
  floor: number,
): AssignedValue | undefined {
  let nameEnd = hitEnd
  while (nameEnd < hitEnd + MAX_NAME && isNameUnit(text.charCodeAt(nameEnd))) nameEnd += 1
  // The operator comes first, then the value, the name last: most words are not assigned anything.
  const gap = assignmentGap(text, nameEnd)
  if (gap === 'none') return undefined
  const nameStart = startOfName(text, hitStart, floor)
  const prose = proseValue(text, { nameStart, nameEnd, floor })
  if (prose !== undefined) return { name: text.slice(nameStart, nameEnd), nameStart, ...prose, form: 'spoken' }
  if (gap === 'prose') return undefined
  const dashes = text.charCodeAt(nameStart) === DASH
  if (gap === 'space' && !dashes && !holdsDigit(text, nameEnd)) return undefined
  const value = readValue(text, dashes, { nameStart, nameEnd, floor })
  if (value === undefined || isPlainCode(text, value)) return undefined
  return { name: text.slice(nameStart, nameEnd), nameStart, ...value }
}

type Value = Pick<AssignedValue, 'start' | 'end' | 'form'>

/** What follows a name, by its first few units: `operator` when it may be one, `space` when a word follows, `prose` for signs of prose, else `none`. */
function assignmentGap(text: string, nameEnd: number): 'operator' | 'space' | 'prose' | 'none' {
  const first = text.charCodeAt(nameEnd)
  if (first === ASTERISK || first === CLOSING_QUOTE || first === CLOSING_GUILLEMET) return 'prose'
  if (!(first < 128) || CAN_FOLLOW[first] !== 1) return 'none'
  if (first === EQUALS || first === QUESTION || first === GREATER || first === EXCLAMATION) return 'operator'
  if (first === LINE_FEED || first === RETURN) return valueOnNextLine(text, nameEnd) ? 'operator' : 'none'
  if (first === COLON) return text.charCodeAt(nameEnd + 1) === COLON ? 'none' : 'operator'
  let at = nameEnd
  const closed = first !== SPACE && first !== TAB
  while (at < nameEnd + 12 && CLOSERS[text.charCodeAt(at)] === 1) at += 1
  while (at < nameEnd + 36 && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at += 1
  const next = text.charCodeAt(at)
  if (!(next < 128) || next === PIPE || next === ASTERISK) return 'prose'
  if (OPERATOR_START[next] === 1) return 'operator'
  return closed ? (AFTER_CLOSER[next] === 1 ? 'operator' : 'none') : 'space'
}

/** `name: DB_PASSWORD` with `value: …` on the line below. */
function valueOnNextLine(text: string, nameEnd: number): boolean {
  let at = nameEnd
  while (at < nameEnd + 26 && text.charCodeAt(at) <= SPACE) at += 1
  return text.startsWith('value', at)
}

/** Whether the word after a name and spaces could be random characters: it holds a digit, or the words `is`, `was`, `to` come first. */
function holdsDigit(text: string, nameEnd: number): boolean {
  let at = nameEnd
  while (at < nameEnd + 24 && text.charCodeAt(at) <= SPACE) at += 1
  if (SPOKEN.includes(text.slice(at, at + 3))) return true
  for (const limit = Math.min(text.length, at + 64); at < limit; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) return true
    if (endsBare(unit)) return false
  }
  return false
}

const SPOKEN = ['is ', 'is:', 'was', 'to ']

/** A number, or names joined by dots with nothing but letters in them: never a secret where code may stand. */
function isPlainCode(text: string, { start, end, form }: Value): boolean {
  if (form !== 'bare' && form !== 'words') return false
  if (end - start > 48) return false
  let digits = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) digits += 1
    else if (!isNameUnit(unit) || unit === DASH) return false
  }
  return digits === 0 || digits === end - start
}

interface NamePlace {
  readonly nameStart: number
  readonly nameEnd: number
  /** Nothing is looked at further left. */
  readonly floor: number
}

function readValue(text: string, dashes: boolean, { nameStart, nameEnd, floor }: NamePlace): Value | undefined {
  HEAD.lastIndex = nameEnd
  const head = HEAD.exec(text)
  if (head === null) return undefined
  const at = HEAD.lastIndex
  if (at > nameEnd + MAX_GAP) return undefined
  const [whole, closer, operator = ''] = head
  switch (operator.trim()) {
    case '>':
      return text[nameStart - 1] === '<' ? until(text, at, '<', 'tag') : undefined
    case ',':
      if (closer === undefined || !/["'`]/.test(closer)) return undefined
      return dashes ? quoted(text, at) : spoken(text, at)
    case '':
      if (closer !== undefined && closer !== '' && operator === '') return undefined
      if (dashes) return quoted(text, at) ?? bare(text, at, 'flag')
      return spoken(text, at) ?? (whole.includes('\n') ? undefined : bare(text, at, 'words', true))
    default:
      if (whole.includes('\n')) return quoted(text, at)
      if (whole === '=' && isVariable(text, nameStart, nameEnd, floor))
        return quoted(text, at) ?? bare(text, at, 'env', 'line')
      return quoted(text, at) ?? bare(text, at, whole === '=' ? 'env' : 'bare', SPEAKS.test(whole))
  }
}

/**
 * Everything between name and value: the closing quote or bracket of the name; an operator with an optional type before it, a
 * comma, the end of a tag, an attribute or line that holds the value (`" value="`, `name: X\n value:`); spaces.
 */
const HEAD =
  /(\\{0,8}["'`]\]?|[\])])?((?:[ \t]{0,24}(?:\?|: ?[A-Za-z&.|]{1,24}(?:\[\])?)?[ \t]{0,4}(?:=>|:=|\?=|===?|!==?|=|:(?!:)|->)|,|>|[ \t]{1,3}(?:is|was|to)(?=[ :]):?|[ \t]{0,8}(?:\/>)?\s{0,24}(?:- )?[Vv]alue["']?[ \t]{0,4}[:=]|[ \t]\{\s{1,24}default[ \t]{1,8}=)?(?:\s{0,24}(?=\\{0,8}["'`])|[ \t]{0,24}(?:[|>]-?\s{1,24})?))/y

/** Whether an upper-case name begins its line, as in an environment file, perhaps behind `export` or the sign of a diff. */
function isVariable(text: string, nameStart: number, nameEnd: number, floor: number): boolean {
  if (!VARIABLE.test(text.slice(nameStart, nameEnd))) return false
  let at = nameStart
  if (text.slice(Math.max(floor, at - 7), at) === 'export ') at -= 7
  if (at > floor && (text[at - 1] === '+' || text[at - 1] === '-')) at -= 1
  return at <= floor || text.charCodeAt(at - 1) === LINE_FEED
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/

/** Operators of prose and of `name: value`: no query and no shell command stands behind them and a space. */
const SPEAKS = /(?:is|was|to|:)[ \t]+$/

function startOfName(text: string, hitStart: number, floor: number): number {
  const least = Math.max(floor, hitStart - MAX_NAME)
  let start = hitStart
  while (start > least && isNameUnit(text.charCodeAt(start - 1))) start -= 1
  // `\nTOKEN`: the letter belongs to an escape.
  if (start > floor && start < hitStart && text[start - 1] === '\\' && 'nrt'.includes(text[start] as string)) start += 1
  // `api key`, `acme key`: two words of prose.
  if (start === hitStart && start > least && KEY.has(text.slice(hitStart, hitStart + 3))) {
    QUALIFIER.lastIndex = 0
    const before = text.slice(Math.max(least, start - 24), start)
    const match = QUALIFIER.exec(before)
    if (match !== null) start -= match[0].length
  }
  return start
}

const KEY = new Set(['key', 'Key', 'KEY'])
const QUALIFIER = /[A-Za-z0-9.]{2,16} $/

/** The value between quotes that starts at `at`; undefined when no quote stands there or it does not close on its line. */
function quoted(text: string, at: number): Value | undefined {
  let open = at
  if (PREFIXES.includes(text[open] ?? ' ') && /["'\\]/.test(text[open + 1] ?? '')) open += 1
  let backslashes = 0
  while (text.charCodeAt(open) === BACKSLASH && backslashes <= 8) {
    open += 1
    backslashes += 1
  }
  const quote = text[open]
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined
  const start = open + 1
  const limit = Math.min(text.length, start + MAX_VALUE)
  for (let end = start; end < limit; end++) {
    const unit = text.charCodeAt(end)
    if (unit === 10 || unit === 13) return undefined
    if (unit !== quote.charCodeAt(0)) continue
    let escapes = 0
    while (end - escapes > start && text.charCodeAt(end - escapes - 1) === BACKSLASH) escapes += 1
    if (backslashes === 0 ? escapes % 2 === 1 : escapes > backslashes) continue
    return { start, end: end - Math.min(escapes, backslashes), form: 'quoted' }
  }
  return undefined
}

function spoken(text: string, at: number): Value | undefined {
  const value = quoted(text, at)
  return value === undefined ? undefined : { ...value, form: 'spoken' }
}

/** The word at `at`; `speaks` where white space alone ends a value that is random enough, `line` where it ends any. */
function bare(
  text: string,
  at: number,
  form: 'bare' | 'env' | 'flag' | 'words',
  speaks: boolean | 'line' = false,
): Value | undefined {
  const limit = Math.min(text.length, at + MAX_VALUE)
  let end = at
  for (; end < limit; end++) {
    const unit = text.charCodeAt(end)
    if (endsBare(unit)) break
    // `a=b=c` is no value; to stop here keeps chains of them from being read to their end again and again.
    if (unit === EQUALS && end > at && !endsPadding(text.charCodeAt(end + 1))) return undefined
  }
  if (end > at && end < limit) {
    if (speaks === 'line') end = lineValueEnd(text, at, end)
    else if (speaks) end = spokenEnd(text, at, end, form === 'words')
  }
  const next = text[end]
  // A call, an index, a template or a generic type: code, not a value.
  if (end === at || end === limit + 1 || next === '(' || next === '[' || next === '{') return undefined
  if (next === '<' && form === 'bare' && !END_TAG.test(text.slice(end, end + 5))) return undefined
  while (end > at && '.:,!?'.includes(text[end - 1] as string) && form !== 'env') end -= 1
  return end === at ? undefined : { start: at, end, form }
}

/** The end of a value in HTML, as against a generic type. */
const END_TAG = /^<(?:\/[a-z]|br\b)/i

/** What may follow the `=` that pads base64: another one, or the end of the value. */
function endsPadding(next: number): boolean {
  return !(next > 32) || next === EQUALS || endsBare(next)
}

function until(text: string, at: number, stop: string, form: 'tag'): Value | undefined {
  const limit = Math.min(text.length, at + MAX_VALUE)
  for (let end = at; end < limit; end++) {
    if (text[end] === stop) return end === at ? undefined : { start: at, end, form }
    if (text.charCodeAt(end) === 10) return undefined
  }
  return undefined
}

const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const EXCLAMATION = 33
const ASTERISK = 42
const DASH = 45
const COLON = 58
const EQUALS = 61
const GREATER = 62
const QUESTION = 63
const BACKSLASH = 92
const PIPE = 124
const CLOSING_GUILLEMET = 0xbb
const CLOSING_QUOTE = 0x201d
const PREFIXES = 'bruf@$NL'

/** Letters, digits, `_`, `-`, `.`. */
function isNameUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    unit === 95 ||
    (unit >= 48 && unit <= 57) ||
    unit === 45 ||
    unit === 46
  )
}

/** White space, quotes, backslash, brackets, `,`, `;`, `&`, `|`, `<`, `>`. */
function endsBare(unit: number): boolean {
  return unit <= 32 || (unit < 128 && ENDS_BARE[unit] === 1) || unit === 0xa0 || unit === 0x2028
}

function table(characters: string): Uint8Array {
  const flags = new Uint8Array(128)
  for (const char of characters) flags[char.charCodeAt(0)] = 1
  return flags
}

const ENDS_BARE = table('"\'`\\(){}[]<>,;&|')
const CAN_FOLLOW = table(' \t\r\n:=?>"\'`\\])!')
const CLOSERS = table('\\"\'`])')
const OPERATOR_START = table('=:?!"\'`\\-{')
/** A comma, the end of a tag, `value=` or a line break: what may stand between a closed name and its value. */
const AFTER_CLOSER = table(',>vV/\r\n')
