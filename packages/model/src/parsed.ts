/** The result of reading foreign data: a value in every case, and what could not be read. Parsing never throws on bad input. */
export interface Parsed<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
}

/** How much of the input was understood. */
export interface Coverage {
  readonly bytes: number
  /** Lines or records that hold anything but white space. */
  readonly lines: number
  /** Those of a kind the parser knows, used or knowingly left aside. */
  readonly recognised: number
  /** Lines that appear cut off at the end of the input, 0 or 1: the writer may still be at it. */
  readonly torn: number
}

/** One kind of trouble with the input; equal ones are folded into a count. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly message: string
  /** Occurrences folded into this one, at least 1. */
  readonly count: number
  /** Line of the first occurrence, counted from 1. */
  readonly line?: number
}

export type DiagnosticCode =
  | 'bad_json'
  | 'not_an_object'
  | 'line_too_long'
  | 'torn_line'
  | 'unknown_row'
  | 'bad_row'
  | 'unknown_format'
  | 'empty'
  | 'unreadable'
  | 'text_shortened'

/** Share of lines recognised, 1 for an input without lines. Below 0.5 the format should be called unknown. */
export function recognition(coverage: Coverage): number {
  return coverage.lines === 0 ? 1 : coverage.recognised / coverage.lines
}
