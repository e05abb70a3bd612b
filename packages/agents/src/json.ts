/** A parsed JSON object of unknown content. */
export type JsonObject = { readonly [key: string]: unknown }

/** The value when it is a plain object, else undefined. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** The value when it is an array, else an empty one. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value when it is a string that is not empty, else undefined. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value when it is a finite number, else undefined. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A count of tokens: a finite number of at least 0, else 0. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.round(value) : 0
}

/** Epoch milliseconds of an ISO text, of seconds or of milliseconds; undefined for anything that is no time after 2000. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const at = isoTime(value)
    return Number.isNaN(at) ? undefined : at
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const at = value < 100_000_000_000 ? value * 1000 : value
  return at > 946_684_800_000 && at < 32_503_680_000_000 ? Math.round(at) : undefined
}

/** `Date.parse` costs more than the rest of a row; nearly all stamps are `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
function isoTime(text: string): number {
  if (text.length === 24 && text.charCodeAt(23) === 90 && text.charCodeAt(10) === 84) {
    const at = Date.UTC(
      digits(text, 0, 4),
      digits(text, 5, 2) - 1,
      digits(text, 8, 2),
      digits(text, 11, 2),
      digits(text, 14, 2),
      digits(text, 17, 2),
      digits(text, 20, 3),
    )
    if (!Number.isNaN(at)) return at
  }
  return Date.parse(text)
}

function digits(text: string, start: number, length: number): number {
  let value = 0
  for (let at = start; at < start + length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** A JSON text with sorted keys, the same for equal values; undefined for an object without keys. */
export function canonicalJson(value: JsonObject, omit: readonly string[] = []): string | undefined {
  const keys = Object.keys(value).filter((key) => !omit.includes(key))
  if (keys.length === 0) return undefined
  return JSON.stringify(sorted(value, keys, 0))
}

const MAX_DEPTH = 64

function sorted(value: unknown, keys: readonly string[] | undefined, depth: number): unknown {
  if (depth > MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((item) => sorted(item, undefined, depth + 1))
  const object = objectOf(value)
  if (object === undefined) return value
  const result: Record<string, unknown> = Object.create(null)
  for (const key of [...(keys ?? Object.keys(object))].sort()) result[key] = sorted(object[key], undefined, depth + 1)
  return result
}
