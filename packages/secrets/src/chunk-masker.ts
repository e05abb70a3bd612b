import type { Masked } from '@ses/model'
import { PIECE } from './fixed-ranges.ts'
import { engineOf, type Masker } from './masker.ts'
import { MAX_MATCH } from './scan.ts'

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
  /** Keywords are looked for from here on. */
  let from = 0

  const flush = (final: boolean): Masked => {
    const { found, barriers } = engine.read(buffer, from)
    const rest = found.filter((range) => range.start >= done)
    let cut = final ? buffer.length : buffer.length - reach
    if (cut <= done) return '' as Masked
    let floor = 0
    for (const { start, end } of [...rest, ...barriers]) {
      if (start < cut && end > cut) cut = end
    }
    for (const { start, end } of [...rest, ...barriers]) {
      if (start < cut && end <= cut) floor = Math.max(floor, end)
    }
    const written = engine.write(buffer, rest, done, cut)
    if (final) {
      buffer = ''
      done = 0
      from = 0
      return written as Masked
    }
    // A find or placeholder hides what stands before it; without one some context stays, from a line's start where lines count.
    let base = Math.max(floor, cut - CONTEXT, 0)
    if (engine.byLine) base = Math.min(base, lineStart(buffer, base))
    from = Math.max(base, floor, Math.min(cut, cut - CONTEXT / 2))
    buffer = buffer.slice(base)
    done = cut - base
    from -= base
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
