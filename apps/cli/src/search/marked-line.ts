import type { Snippet } from '@ses/store'
import { displayWidth, fit } from '../terminal/display-width.ts'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'

/** A snippet in at most `width` columns, what was found in it in bold. The first mark is always in sight. */
export function markedLine({ text, marks }: Snippet, width: number, style: Style): string {
  const [first] = marks
  const whole = neutralise(text)
  if (first === undefined) return fit(whole, width)
  // What stands before the first mark gives way when the line is too long.
  const before = text.slice(0, first[0])
  const excess = displayWidth(whole) - width
  const drop = excess > 0 ? Math.min(excess + 1, Math.max(0, before.length - 12)) : 0
  const from = drop === 0 ? 0 : onCharacter(text, drop)
  let line = from === 0 ? '' : '…'
  let left = width - displayWidth(line)
  let at = from
  for (const [start, end] of [...marks, [text.length, text.length] as const]) {
    for (const [part, marked] of [
      [text.slice(at, start), false],
      [text.slice(start, end), true],
    ] as const) {
      if (left <= 0 || part === '') continue
      const shown = neutralise(part)
      const size = displayWidth(shown)
      const kept = size <= left ? shown : fit(shown, left)
      line += marked ? style.strong(style.warn(kept)) : kept
      left = size <= left ? left - size : 0
    }
    at = end
  }
  return line
}

/** Never between the halves of a surrogate pair. */
function onCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
