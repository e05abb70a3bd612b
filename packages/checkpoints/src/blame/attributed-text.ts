/** A stretch of characters by one author. */
export interface Run {
  readonly author: number
  /** Characters that are not blank, in UTF-16 units; 0 only on a line without any. */
  readonly length: number
}

/** The lines of a file, and the same without their blanks. */
export interface TextLines {
  readonly lines: readonly string[]
  readonly keys: readonly string[]
}

/** Lines and who wrote their characters. Authors are numbers of the caller's. */
export interface AttributedText extends TextLines {
  /** Of each line. Blanks are left out, so that indenting changes nobody's authorship. */
  readonly runs: readonly (readonly Run[])[]
}

/** The lines of a file without their ends; an end at the end of the file begins no line. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

/** A line without its blanks, by which lines that were only indented anew are the same. */
export function lineKey(line: string): string {
  return line.replace(/\s+/g, '')
}

/** The whole line by one author. */
export function wholeLine(line: string, author: number): Run[] {
  return [{ author, length: lineKey(line).length }]
}

/** Appends a stretch; neighbours of one author become one. */
export function addRun(runs: Run[], author: number, length: number): void {
  const last = runs.at(-1)
  if (last !== undefined && last.author === author) runs[runs.length - 1] = { author, length: last.length + length }
  else if (length > 0) runs.push({ author, length })
}

/** A part of the characters of a line. */
export function sliceRuns(runs: readonly Run[], start: number, end: number): Run[] {
  const part: Run[] = []
  let at = 0
  for (const { author, length } of runs) {
    const from = Math.max(start, at)
    const to = Math.min(end, at + length)
    if (to > from) addRun(part, author, to - from)
    at += length
  }
  return part
}
