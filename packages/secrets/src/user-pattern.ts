import { SesError } from '@ses/model'
import { RE2JS } from 're2js'
import type { MaskPattern } from './mask-options.ts'

/** A configured expression, ready to match. */
export interface UserPattern {
  readonly id: string
  readonly replacement?: string
  /** Ranges of the secrets in a piece of text, in order. */
  match(piece: string): { readonly start: number; readonly end: number }[]
}

/** Compiles a configured expression with a linear-time engine; throws `config_invalid` with its path when it cannot be used. */
export function compileUserPattern(pattern: MaskPattern, index: number): UserPattern {
  const path = `masking.patterns[${index}]`
  const { pattern: source, replacement, id = 'custom' } = typeof pattern === 'string' ? { pattern } : pattern
  const compiled = compileExpression(source, typeof pattern === 'string' ? path : `${path}.pattern`)
  if (compiled.matcher('').find())
    throw invalid(typeof pattern === 'string' ? path : `${path}.pattern`, 'matches the empty text')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 64) throw invalid(`${path}.id`, 'expected kebab-case')
  if (replacement !== undefined) {
    if (replacement === '') throw invalid(`${path}.replacement`, 'must not be empty')
    if (compiled.matcher(replacement).find()) throw invalid(`${path}.replacement`, 'matches its own pattern')
  }
  const group = Object.hasOwn(compiled.namedGroups(), 'secret') ? 'secret' : undefined
  return {
    id,
    ...(replacement === undefined ? {} : { replacement }),
    match: (piece) => {
      const ranges: { start: number; end: number }[] = []
      const matcher = compiled.matcher(piece)
      while (matcher.find()) {
        const start = group === undefined ? matcher.start() : matcher.start(group)
        const end = group === undefined ? matcher.end() : matcher.end(group)
        if (start >= 0 && end > start) ranges.push({ start, end })
      }
      return ranges
    },
  }
}

/** Compiles `allow` into one test for a whole value; throws `config_invalid` with the path of an unusable entry. */
export function compileAllow(allow: readonly string[]): (value: string) => boolean {
  const values = new Set<string>()
  const expressions: RE2JS[] = []
  allow.forEach((entry, index) => {
    if (typeof entry !== 'string' || entry === '')
      throw invalid(`masking.allow[${index}]`, 'expected a text that is not empty')
    if (entry.length > 2 && entry.startsWith('/') && entry.endsWith('/')) {
      expressions.push(compileExpression(entry.slice(1, -1), `masking.allow[${index}]`))
    } else values.add(entry)
  })
  return (value) => values.has(value) || expressions.some((expression) => expression.matches(value))
}

function compileExpression(source: string, path: string): RE2JS {
  if (typeof source !== 'string' || source === '')
    throw invalid(path, 'expected a regular expression that is not empty')
  try {
    return RE2JS.compile(source)
  } catch (cause) {
    throw invalid(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** A `config_invalid` error whose message starts with the path. */
export function invalid(path: string, reason: string, cause?: unknown): SesError {
  return new SesError('config_invalid', `${path}: ${reason}`, {
    data: { path },
    ...(cause === undefined ? {} : { cause }),
  })
}
