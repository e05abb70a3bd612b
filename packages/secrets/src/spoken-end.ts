import { entropy } from './entropy.ts'
import { plausibleValue } from './plausible-value.ts'
import { wordShare } from './word-share.ts'

/** Longest value that is read beyond the first character that code or a query would end it with. */
const MAX_SPOKEN = 128

/**
 * End of a password that prose names and that begins at `start`: behind `end`, the first character that ends a value elsewhere,
 * when what follows up to white space belongs to it and the whole is random; else `end`. `bare`: no `is` or colon stands before
 * it, so that upper case, lower case and digits are asked for.
 */
export function spokenEnd(text: string, start: number, end: number, bare: boolean): number {
  let at = end
  while (at - start < MAX_SPOKEN) {
    const next = segmentAfter(text, at)
    if (next === undefined) break
    at = next
  }
  return at > end && isRandom(text.slice(start, at), bare) ? at : end
}

/**
 * End of a value that a line of an environment file gives a name, where nothing but white space ends it: behind `end`, the first `&`, when
 * no parameter of a query follows it. A shell would start another command there, which no line of such a form is written for.
 */
export function lineValueEnd(text: string, start: number, end: number): number {
  let at = end
  while (text[at] === '&' && at - start < MAX_SPOKEN) {
    const next = segmentAfter(text, at)
    if (next === undefined) break
    at = next
  }
  return at
}

/** End of the run of other characters behind the separator at `at`; undefined when the value ends before the separator. */
function segmentAfter(text: string, at: number): number | undefined {
  SEGMENT.lastIndex = at
  const match = SEGMENT.exec(text)
  if (match === null) return undefined
  const [, separator, segment = ''] = match
  if (!'|;,<>'.includes(separator as string)) return QUERY.test(segment) ? undefined : SEGMENT.lastIndex
  const random = segment.length > 1 && /[0-9]/.test(segment) && !/[=:/]/.test(segment) && wordShare(segment) < 0.3
  return random ? SEGMENT.lastIndex : undefined
}

/**
 * One separator (`&` also as HTML and JSON write it) and what follows it, neither an entity (`&quot;`), nor a call or index,
 * nor the name of another parameter (`&x =`). A doubled separator is an operator.
 */
const SEGMENT =
  /(&amp;|\\{1,8}u0026|&(?!(?:#x?[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)|[|;,<>])([^\s"'`\\(){}[\]<>,;&|\u0080-\uffff]{1,128})(?![^\s"'`\\)}\]<>,;&|\u0080-\uffff]|[ \t]{1,4}=)/y

/** `x=1` of a query, a scope, `user:`. */
const QUERY = /=|::|:$/

function isRandom(value: string, bare: boolean): boolean {
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false
  if (bare && !(/[a-z]/.test(value) && /[A-Z]/.test(value))) return false
  if (entropy(value) < (value.length < 12 ? 2.5 : 2.8) || wordShare(value) >= 0.55) return false
  return plausibleValue({ value, kind: 'password', place: 'code' })
}
