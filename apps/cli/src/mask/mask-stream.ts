import type { Masked } from '@ses/model'
import type { Masker } from '@ses/secrets'

/** Characters looked at before the first of them are let go. */
const WINDOW = 4 << 20
/** Characters kept back: no secret is longer, and what stands before one on its line gives it away. */
const OVERLAP = 64 << 10

/** A piece of masked text, and the rules that matched in it. */
export interface MaskedPiece {
  readonly text: Masked
  readonly rules: readonly string[]
}

/** Masks a stream in bounded memory. Pieces end at line ends outside of secrets; one line longer than the window is held whole. */
export async function* maskStream(
  input: AsyncIterable<Uint8Array>,
  masker: Masker,
  window: number = WINDOW,
  overlap: number = OVERLAP,
): AsyncGenerator<MaskedPiece> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let pending = ''
  let next = window
  for await (const chunk of input) {
    pending += decoder.decode(chunk, { stream: true })
    if (pending.length < next) continue
    const cut = cutBefore(pending, pending.length - overlap, masker)
    // Looked at again when it has doubled, so that a text without line ends does not cost quadratic time.
    next = cut > 0 ? window : pending.length * 2
    if (cut === 0) continue
    yield maskPiece(pending.slice(0, cut), masker)
    pending = pending.slice(cut)
  }
  pending += decoder.decode()
  if (pending !== '') yield maskPiece(pending, masker)
}

/** The last line start at or before `limit` that is inside no secret of the whole text; 0 when there is none. */
function cutBefore(text: string, limit: number, masker: Masker): number {
  const found = masker.find(text)
  let at = found.length - 1
  for (let cut = text.lastIndexOf('\n', limit - 1) + 1; cut > 0; cut = text.lastIndexOf('\n', cut - 2) + 1) {
    while (at >= 0 && (found[at]?.start ?? 0) >= cut) at -= 1
    const before = found[at]
    if (before === undefined || before.end <= cut) return cut
    if (cut < 2) return 0
  }
  return 0
}

function maskPiece(piece: string, masker: Masker): MaskedPiece {
  const { text, found } = masker.mask(piece)
  return { text, rules: found.map(({ rule }) => rule) }
}
