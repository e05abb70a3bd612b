import { SesError } from '@ses/model'

/** `patterns.thresholds.error_rate` as its parts. Throws `SesError` `usage` for one that has none. */
export function partsOf(key: string): string[] {
  const parts = key.split('.')
  if (parts.some((part) => part === '' || part === '__proto__')) {
    throw new SesError('usage', `config key ${JSON.stringify(key)}: expected names with dots between them`)
  }
  return parts
}

/** The value under a path of keys; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

/** The same with another value there, undefined for none; objects that are left empty go too. */
export function withValueAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  const record = typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? whole : {}
  const { [first]: before, ...others } = record as Record<string, unknown>
  const after = withValueAt(before, rest, value)
  const empty = rest.length > 0 && value === undefined && Object.keys((after ?? {}) as object).length === 0
  if (after === undefined || empty) return others
  // In its own place where it was there before.
  return before === undefined
    ? { ...others, [first]: after }
    : Object.fromEntries(Object.entries(record).map(([name, item]) => [name, name === first ? after : item]))
}
