/** A checked argument as text; `undefined` when it was not given. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The same as words of a command line: one or none. */
export function texts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : []
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
