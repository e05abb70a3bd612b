import type { UsageHint } from '@ses/agents'

const NEWLINE = 10
/** Rows at the end that are always read: some agents tell there whose session it is. */
const LAST_ROWS = 8

/**
 * The parts of a JSONL file that matter for usage, in order: the first `head` bytes, each later row with a mark, and the last
 * rows. Rows left out are handed on as empty lines, so that the others keep their numbers. Undefined when all rows matter.
 */
export function selectRows(bytes: Buffer, hint: UsageHint, head: number): Buffer[] | undefined {
  for (const text of hint.unless ?? []) if (bytes.indexOf(text) >= 0) return undefined
  const tail = tailStart(bytes, head)
  const next = hint.marks.map((mark) => bytes.indexOf(mark, head))
  const parts: Buffer[] = [bytes.subarray(0, head)]
  let at = head
  let blank = 0
  while (at < tail) {
    const found = least(next)
    const end = lineEnd(bytes, at)
    if (found >= 0 && found < end) {
      if (blank > 0) parts.push(Buffer.alloc(blank, NEWLINE))
      blank = 0
      parts.push(bytes.subarray(at, end))
      for (const [index, position] of next.entries()) {
        if (position >= 0 && position < end) next[index] = bytes.indexOf(hint.marks[index] as string, end)
      }
    } else blank += 1
    at = end
  }
  if (blank > 0) parts.push(Buffer.alloc(blank, NEWLINE))
  parts.push(bytes.subarray(Math.max(at, head)))
  return parts
}

function least(positions: readonly number[]): number {
  let found = -1
  for (const position of positions) if (position >= 0 && (found < 0 || position < found)) found = position
  return found
}

/** Offset behind the line's newline, or the end. */
function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(NEWLINE, at)
  return end < 0 ? bytes.length : end + 1
}

function tailStart(bytes: Buffer, head: number): number {
  let at = bytes.length
  for (let rows = 0; rows < LAST_ROWS && at > head + 1; rows += 1) at = bytes.lastIndexOf(NEWLINE, at - 2) + 1
  return Math.max(head, at)
}
