import { wordShare } from './word-share.ts'

/**
 * True when a word may start at `at`: nothing, or no letter or digit, stands before it. The letters of an escape do not count
 * (`\n`, `\u000a`, `%3D`, the `m` of a terminal colour), nor does what lies left of `floor`.
 */
export function startsWord(text: string, at: number, floor: number): boolean {
  if (at <= floor) return true
  const unit = text.charCodeAt(at - 1)
  if (unit === PLUS || unit === SLASH) return !inBase64(text, at, floor)
  if (!isAlphanumeric(unit)) return true
  const back = (distance: number): number => (at - distance >= floor ? text.charCodeAt(at - distance) : 0)
  if (back(2) === BACKSLASH && 'nrtbfv0'.includes(String.fromCharCode(unit))) return true
  if (back(3) === PERCENT && isHex(back(2)) && isHex(unit)) return true
  if (back(6) === BACKSLASH && back(5) === LOWER_U && isHex(back(4)) && isHex(back(3)) && isHex(back(2))) return true
  return unit === LOWER_M && endsColour(back)
}

/** True when what stands before `at` reads like the middle of a base64 text and not like a path. */
function inBase64(text: string, at: number, floor: number): boolean {
  let start = at
  while (start > floor && at - start < 48 && isBase64(text.charCodeAt(start - 1))) start -= 1
  if (at - start < 32) return false
  const run = text.slice(start, at)
  return /[A-Z]/.test(run) && /[a-z]/.test(run) && wordShare(run) < 0.35
}

function isBase64(unit: number): boolean {
  return isAlphanumeric(unit) || unit === PLUS || unit === SLASH
}

const PLUS = 43
const SLASH = 47
const BACKSLASH = 92
const PERCENT = 37
const LOWER_M = 109
const LOWER_U = 117
const OPEN_BRACKET = 91
const SEMICOLON = 59

/** `ESC [ 1 ; 32 m`; the escape unit itself may have been dropped or written out, so the bracket is enough. */
function endsColour(back: (distance: number) => number): boolean {
  for (let distance = 2; distance <= 12; distance++) {
    const unit = back(distance)
    if (unit === OPEN_BRACKET) return true
    if (unit !== SEMICOLON && !(unit >= 48 && unit <= 57)) return false
  }
  return false
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)
}

function isHex(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102)
}
