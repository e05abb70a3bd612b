import type { Encoded } from './archived-part.ts'

/** Counts base64 in masked text. */
export interface EncodedCounter {
  readonly add: (bytes: Uint8Array) => void
  readonly counts: () => { readonly images: Encoded; readonly encoded: Encoded }
}

/** Shorter runs are keys, hashes and ids: a picture or a file is longer. */
const LEAST = 1024
/** One byte of every so many is looked at first; a run of `LEAST` cannot lie between two of them. */
const STEP = LEAST / 2

/** How PNG, JPEG, GIF, WebP, BMP, TIFF, ICO and PDF begin in base64. */
const PICTURE = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|Qk[0-9A-Za-z]|SUkq|TU0AK|AAABAA|JVBERi0)/

/** A counter that looks at few bytes of ordinary text. */
export function createEncodedCounter(): EncodedCounter {
  const images = { count: 0, bytes: 0 }
  const encoded = { count: 0, bytes: 0 }
  return {
    add: (bytes) => {
      for (let at = STEP; at < bytes.length; at += STEP) {
        if (BASE64[bytes[at] as number] !== 1) continue
        let start = at
        while (start > 0 && BASE64[bytes[start - 1] as number] === 1) start -= 1
        let end = at + 1
        while (end < bytes.length && BASE64[bytes[end] as number] === 1) end += 1
        if (end - start >= LEAST && isMixed(bytes, start, end)) {
          const head = Buffer.from(bytes.buffer, bytes.byteOffset + start, 16).toString('latin1')
          const kind = PICTURE.test(head) ? images : encoded
          kind.count += 1
          kind.bytes += end - start
        }
        at = end
      }
    },
    counts: () => ({ images: { ...images }, encoded: { ...encoded } }),
  }
}

/** A long path, a line of `=====` or one repeated letter is no base64. */
function isMixed(bytes: Uint8Array, start: number, end: number): boolean {
  const seen = new Set<number>()
  for (let at = start; at < end; at += Math.max(1, (end - start) >> 9)) seen.add(bytes[at] as number)
  return seen.size >= 20
}

const BASE64 = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') BASE64[char.charCodeAt(0)] = 1
