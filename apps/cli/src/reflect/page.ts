import type { Style } from '../terminal/style.ts'

/** What a section is written for. */
export interface Page {
  readonly style: Style
  /** Columns. */
  readonly width: number
  /** True when nothing may be cut. */
  readonly all: boolean
}

/** Lists of the first entries, and a line that tells how many more there are and how to see them. */
export function cutList<T>(items: readonly T[], limit: number, { all }: Page): { shown: readonly T[]; rest: number } {
  // Cutting off a single entry would take as much room as showing it.
  if (all || items.length <= limit + 1) return { shown: items, rest: 0 }
  return { shown: items.slice(0, limit), rest: items.length - limit }
}

/** The line after a list that was cut; none when it was not. */
export function restLine(rest: number, { style }: Page, indent = 2): string[] {
  return rest === 0 ? [] : [`${' '.repeat(indent)}${style.faint(`… ${rest} more (--all shows them)`)}`]
}

/** A section's first line: its name, and the gist beside it. */
export function heading(name: string, gist: string, { style }: Page): string {
  return gist === '' ? style.heading(name) : `${style.heading(name)}  ${gist}`
}
