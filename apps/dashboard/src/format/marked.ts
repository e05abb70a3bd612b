/** A stretch of text, marked or not. */
export interface Stretch {
  readonly text: string
  readonly marked: boolean
}

/** Text cut at the given UTF-16 ranges; ranges that are empty, overlap or lie outside are ignored as far as they do. */
export function cutAtMarks(text: string, marks: readonly (readonly [number, number])[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  const add = (end: number, marked: boolean): void => {
    if (end > at) stretches.push({ text: text.slice(at, end), marked })
    at = Math.max(at, end)
  }
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    add(Math.min(start, text.length), false)
    add(Math.min(end, text.length), true)
  }
  add(text.length, false)
  return stretches
}
