import type { Masked } from '@ses/model'
import type { Masker } from './masker.ts'

/**
 * Masks the string values of one JSON text and leaves every other byte as it is: keys, numbers, spaces, order. A value is also
 * judged by its key (`{"password": …}`) or, in a list of arguments, by the flag before it. Text that is no JSON is masked as text.
 */
export function maskJsonLine(line: string, masker: Masker): Masked {
  let masked = ''
  let copied = 0
  let key = ''
  let flag = ''
  let end = 0
  for (let start = line.indexOf('"'); start >= 0; start = line.indexOf('"', end)) {
    if (!isStructure(line, end, start)) return masker.mask(line).text
    const argument = flag !== '' && isComma(line, end, start)
    end = endOfString(line, start)
    const value = end === 0 ? undefined : decode(line, start, end)
    if (value === undefined) return masker.mask(line).text
    if (isKey(line, end)) {
      key = value
      flag = ''
      continue
    }
    const { text, found } = masker.maskNamed(argument ? flag : key, value)
    if (found.length > 0) {
      masked += line.slice(copied, start) + JSON.stringify(text)
      copied = end
    }
    flag = found.length === 0 && FLAG.test(value) ? value : ''
  }
  if (!isStructure(line, end, line.length)) return masker.mask(line).text
  return (copied === 0 ? line : masked + line.slice(copied)) as Masked
}

/** An argument that is nothing but a name. */
const FLAG = /^--?[A-Za-z][\w.-]{0,62}$/

/** Offset behind the closing quote of the string that opens at `start`; 0 when it does not close. */
function endOfString(line: string, start: number): number {
  for (let at = line.indexOf('"', start + 1); at >= 0; at = line.indexOf('"', at + 1)) {
    let backslashes = 0
    while (line.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
  return 0
}

/** The string between the quotes; undefined when its escapes are none of JSON's. */
function decode(line: string, start: number, end: number): string | undefined {
  const raw = line.slice(start + 1, end - 1)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(line.slice(start, end)) as string
  } catch {
    return undefined
  }
}

/** True when nothing but JSON's punctuation, numbers and words stands in a stretch: no text in which a secret could hide. */
function isStructure(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = line.charCodeAt(at)
    if (!(unit < 128) || STRUCTURE[unit] !== 1) return false
  }
  return true
}

/** Letters are those of `true`, `false`, `null` and exponents. */
const STRUCTURE = new Uint8Array(128)
for (const char of ' \t\r\n[]{},:+-.0123456789eEtrufalsn') STRUCTURE[char.charCodeAt(0)] = 1

function isComma(line: string, start: number, end: number): boolean {
  return line.slice(start, end).trim() === ','
}

function isKey(line: string, end: number): boolean {
  let at = end
  while (line.charCodeAt(at) <= 32) at += 1
  return line.charCodeAt(at) === 58
}
