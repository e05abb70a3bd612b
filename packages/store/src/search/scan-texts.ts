import { type FindBytes, findIn, isWordByte, type SearchTerm } from './search-terms.ts'
import { PIECE, TEXT, type TextKind, textKinds } from './search-text.ts'
import type { TextBlock, TextPart } from './text-log.ts'

/** Where one session's text holds what was looked for. */
export interface TextMatch {
  readonly folder: string
  /** The better the higher; comparable within one search. */
  readonly score: number
  /** Occurrences, of which at most 16 per term are looked at. */
  readonly hits: number
  /** The best first; made when it is asked for, because most matches are never shown. */
  readonly pieces: () => readonly FoundPiece[]
}

/** A piece that holds something of what was looked for. */
export interface FoundPiece {
  readonly kind: TextKind
  /** From 1; 0 before the first prompt. */
  readonly turn: number
  readonly text: string
  /** UTF-16 offset of the first occurrence. */
  readonly at: number
}

const MAX_HITS = 16
const MAX_PIECES = 5

/** What a hit is worth by what was said there: the request more than the work on it. */
const WEIGHTS: Readonly<Record<TextKind, number>> = {
  title: 5,
  prompt: 4,
  file: 3,
  commit: 3,
  reply: 2,
  command: 1.5,
  error: 1,
}

/** Finds the sessions whose text holds every term, unsorted. Linear in the bytes, whatever is looked for. */
export function scanTexts(parts: readonly TextPart[], terms: readonly SearchTerm[], ignoreCase: boolean): TextMatch[] {
  if (terms.length === 0) return []
  return parts.flatMap((part) => scanPart(part, terms, ignoreCase))
}

function scanPart({ bytes, blocks }: TextPart, terms: readonly SearchTerm[], ignoreCase: boolean): TextMatch[] {
  let decoded: string | undefined
  const latin1 = (): string => (decoded ??= bytes.toString('latin1'))
  let alive = blocks.map((block) => ({ block, found: [] as (readonly number[])[] }))
  for (const term of terms) {
    const find = outsideHeads(bytes, term, findIn(bytes, latin1, term, ignoreCase))
    const positions = hitsByBlock(
      find,
      alive.map(({ block }) => block),
    )
    alive = alive.flatMap(({ block, found }, index) => {
      const hits = positions[index] as readonly number[]
      return hits.length === 0 ? [] : [{ block, found: [...found, hits] }]
    })
  }
  return alive.map(({ block, found }) => matchOf(bytes, block, terms, found))
}

/** Leaves out what is found in the letter and number before a text. */
function outsideHeads(bytes: Buffer, { text }: SearchTerm, find: FindBytes): FindBytes {
  if (!/^[a-z]?\d*$/i.test(text)) return find
  return (from) => {
    let at = find(from)
    while (at >= 0 && isInHead(bytes, at)) at = find(at + 1)
    return at
  }
}

function isInHead(bytes: Buffer, at: number): boolean {
  for (let before = at; before >= 0 && before > at - 12; before--) {
    if (bytes[before] === PIECE) return true
    if (bytes[before] === TEXT || bytes[before] === 10) return false
  }
  return false
}

/** Up to `MAX_HITS` positions in each block; what lies between the blocks is jumped over. */
function hitsByBlock(find: (from: number) => number, blocks: readonly TextBlock[]): number[][] {
  const hits: number[][] = blocks.map(() => [])
  let index = 0
  let from = blocks[0]?.start ?? 0
  while (index < blocks.length) {
    const at = find(from)
    if (at < 0) break
    while (index < blocks.length && (blocks[index] as TextBlock).end <= at) index += 1
    const block = blocks[index]
    if (block === undefined) break
    if (at < block.start) {
      from = block.start
      continue
    }
    const list = hits[index] as number[]
    list.push(at)
    if (list.length < MAX_HITS) from = at + 1
    else {
      index += 1
      from = blocks[index]?.start ?? 0
    }
  }
  return hits
}

function matchOf(
  bytes: Buffer,
  block: TextBlock,
  terms: readonly SearchTerm[],
  found: readonly (readonly number[])[],
): TextMatch {
  const pieces = new Map<number, { terms: Set<number>; first: number }>()
  let score = 0
  let hits = 0
  for (const [index, positions] of found.entries()) {
    const length = Buffer.byteLength(terms[index]?.text ?? '')
    let worth = 0
    for (const at of positions) {
      const start = bytes.lastIndexOf(PIECE, at)
      const piece = pieces.get(start) ?? { terms: new Set(), first: at }
      pieces.set(start, piece)
      piece.terms.add(index)
      piece.first = Math.min(piece.first, at)
      const whole = !isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + length])
      worth += WEIGHTS[kindAt(bytes, start)] * (whole ? 2 : 1)
      hits += 1
    }
    score += Math.log2(1 + worth)
  }
  const best = (): FoundPiece[] => {
    const sorted = [...pieces].sort(([a, one], [b, other]) => {
      const more = other.terms.size - one.terms.size
      return more || WEIGHTS[kindAt(bytes, b)] - WEIGHTS[kindAt(bytes, a)] || a - b
    })
    return sorted.slice(0, MAX_PIECES).map(([start, { first }]) => pieceAt(bytes, block, start, first))
  }
  const typed = Buffer.from(terms.map(({ text }) => text).join(' '))
  const asTyped = terms.length > 1 && found[0]?.some((at) => typed.equals(bytes.subarray(at, at + typed.length)))
  // All words in one piece are rather what was meant than the same words far apart.
  const together = terms.length > 1 ? Math.max(...Array.from(pieces.values(), (piece) => piece.terms.size)) : 0
  return { folder: block.folder, score: score + together + (asTyped === true ? 2 : 0), hits, pieces: best }
}

function kindAt(bytes: Buffer, piece: number): TextKind {
  return textKinds[String.fromCharCode(bytes[piece + 1] ?? 0)] ?? 'reply'
}

const AROUND = 4000

/** The piece, of a long one what stands around the hit. */
function pieceAt(bytes: Buffer, block: TextBlock, start: number, hit: number): FoundPiece {
  const textAt = bytes.indexOf(TEXT, start) + 1
  const next = bytes.indexOf(PIECE, start + 1)
  const end = next < 0 || next > block.end ? block.end : next
  const from = onCharacter(bytes, Math.max(textAt, hit - AROUND))
  const to = onCharacter(bytes, Math.min(end, hit + AROUND))
  return {
    kind: kindAt(bytes, start),
    turn: Number(bytes.toString('latin1', start + 2, textAt - 1)) || 0,
    text: bytes.toString('utf8', from, to),
    at: bytes.toString('utf8', from, hit).length,
  }
}

/** The next position where a UTF-8 character begins. */
function onCharacter(bytes: Buffer, at: number): number {
  let to = at
  while (((bytes[to] ?? 0) & 0xc0) === 0x80) to += 1
  return to
}
