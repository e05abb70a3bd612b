import type { Masked } from '@ses/model'
import { PIECE } from './fixed-ranges.ts'
import { engineOf, type Masker } from './masker.ts'
import type { Range } from './range.ts'
import { MAX_MATCH, type Span } from './scan.ts'

/** Masks a text that comes in pieces. Holds at most some 100,000 characters back, whatever the pieces are. */
export interface ChunkMasker {
  /** Takes the next piece; returns what is decided by now, possibly nothing. */
  push(chunk: string): Masked
  /** Ends the text; returns the rest. The masker may then be used for another text. */
  end(): Masked
}

/** No match reaches further than this: the longest is a private key with the words around it. */
const REACH = MAX_MATCH + 1024
/** No decision looks further to the left than half of this, and none finds a secret more than the other half to the right. */
const CONTEXT = 4096
/** Text gathered before it is looked at, so that small pieces cost little. */
const STEP = 16_384

/** Makes a masker for pieces; all of its output together equals the masker's output for all pieces together. */
export function createChunkMasker(masker: Masker): ChunkMasker {
  const engine = engineOf(masker)
  const reach = Math.max(REACH, engine.longest + 2 * CONTEXT) + (engine.byLine ? 2 * PIECE : 0)
  let buffer = ''
  /** Written up to here. */
  let done = 0
  /** Where the next reading goes on. */
  let earlier = { from: 0, floor: 0, viewed: 0 }

  const flush = (final: boolean): Masked => {
    const { found, barriers, allowed = [], views } = engine.read(buffer, earlier)
    const rest = found.filter((range) => range.start >= done)
    const decided: (Span & Pick<Range, 'origin'>)[] = [...rest, ...allowed, ...barriers]
    decided.sort((a, b) => a.start - b.start)
    let cut = final ? buffer.length : buffer.length - reach
    if (cut <= done) return '' as Masked
    let { floor } = earlier
    for (const { start, end } of decided) if (start < cut) cut = Math.max(cut, end)
    let begun = cut
    for (const { start, end, origin = start } of decided) {
      if (start < cut) floor = Math.max(floor, end)
      else begun = Math.min(begun, origin)
    }
    const written = engine.write(buffer, rest, done, cut)
    if (final) {
      buffer = ''
      done = 0
      earlier = { from: 0, floor: 0, viewed: 0 }
      return written as Masked
    }
    // A find or placeholder hides what stands before it; without one some context stays, from a line's start where lines count.
    // The beginning of a find that goes on behind it stays in any case: without it there would be none.
    let base = Math.min(begun, Math.max(floor, cut - CONTEXT, 0))
    if (engine.byLine) base = Math.min(base, lineStart(buffer, base))
    const from = Math.max(base, floor, cut - CONTEXT / 2)
    const viewed = views.reduce((end, view) => (view.start < from ? Math.max(end, view.end) : end), earlier.viewed)
    buffer = buffer.slice(base)
    done = cut - base
    earlier = { from: from - base, floor: Math.max(0, floor - base), viewed: Math.max(0, viewed - base) }
    return written as Masked
  }

  return {
    push: (chunk) => {
      buffer += chunk
      return buffer.length - done >= reach + STEP ? flush(false) : ('' as Masked)
    },
    end: () => flush(true),
  }
}

/** Start of the piece of a line that holds `at`: buffers start at such a place, so that pieces are the same as in the whole text. */
function lineStart(text: string, at: number): number {
  const line = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
  return line + Math.floor((at - line) / PIECE) * PIECE
}
