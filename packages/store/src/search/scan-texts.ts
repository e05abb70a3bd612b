import { type FindBytes, findIn, isWordByte, type SearchTerm } from './search-terms.ts'
import { PIECE, TEXT, type TextKind, textKinds } from './search-text.ts'
import type { TextBlock, TextPart } from './text-log.ts'

/** Where one session's text holds what was looked for. */
export interface TextMatch {
  readonly folder: string
  /** The better the higher; comparable within one search. */
  readonly score: number
  /** Occurrences, of which at most 8 per term are looked at. */
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

const MAX_HITS = 8
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
  const found: BlockHits[] = []
  let alive = Array.from(blocks.keys())
  for (const term of terms) {
    const hits = hitsByBlock(outsideHeads(bytes, term, findIn(bytes, term, ignoreCase)), blocks, alive)
    found.push(hits)
    alive = alive.filter((index) => hits.count(index) > 0)
  }
  const score = scorer(bytes, terms, found)
  return alive.map((index) => {
    const block = blocks[index] as TextBlock
    return {
      folder: block.folder,
      score: score(index),
      hits: found.reduce((sum, hits) => sum + hits.count(index), 0),
      pieces: () => bestPieces(bytes, block, (term) => found[term]?.of(index)),
    }
  })
}

/** Leaves out what is found in the letter and number before a text. */
function outsideHeads(bytes: Buffer, { text }: SearchTerm, find: FindBytes): FindBytes {
  if (!/^[a-z]?\d*$/i.test(text)) return find
  return (from, to) => {
    let at = find(from, to)
    while (at < to && isInHead(bytes, at)) at = find(at + 1, to)
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

/** Where a term stands in each block, up to `MAX_HITS` times; in two arrays, because ten thousand small ones keep the garbage collector busy. */
interface BlockHits {
  readonly count: (block: number) => number
  readonly at: (block: number, hit: number) => number
  readonly of: (block: number) => ArrayLike<number>
}

/** Finds a term in some of the blocks; what lies between them is jumped over. */
function hitsByBlock(find: FindBytes, blocks: readonly TextBlock[], among: readonly number[]): BlockHits {
  const positions = new Float64Array(blocks.length * MAX_HITS)
  const counts = new Uint8Array(blocks.length)
  /** Nothing stands before it. */
  let at = 0
  for (const index of among) {
    const { start, end } = blocks[index] as TextBlock
    if (at < end) at = find(Math.max(at, start), end)
    let count = 0
    while (at < end) {
      positions[index * MAX_HITS + count] = at
      count += 1
      if (count === MAX_HITS) break
      at = find(at + 1, end)
    }
    counts[index] = count
  }
  return {
    count: (block) => counts[block] as number,
    at: (block, hit) => positions[block * MAX_HITS + hit] as number,
    of: (block) => positions.subarray(block * MAX_HITS, block * MAX_HITS + (counts[block] as number)),
  }
}

/** What the hits of all terms in one block are worth. It is asked for every session that matches, so it keeps nothing of them. */
function scorer(bytes: Buffer, terms: readonly SearchTerm[], found: readonly BlockHits[]): (block: number) => number {
  const lengths = terms.map(({ text }) => Buffer.byteLength(text))
  const typed = Buffer.from(terms.map(({ text }) => text).join(' '))
  const [firstLength = 0] = lengths
  const isTyped = (at: number): boolean =>
    bytes[at + firstLength] === BLANK &&
    at + typed.length <= bytes.length &&
    bytes.compare(typed, 0, typed.length, at, at + typed.length) === 0
  const termsOf = new Map<number, number>()
  return (block) => {
    let score = 0
    let together = 0
    let asTyped = false
    if (terms.length > 1) termsOf.clear()
    for (let term = 0; term < found.length; term++) {
      const hits = found[term] as BlockHits
      let worth = 0
      let piece = -1
      let pieceEnd = 0
      let weight = 0
      for (let hit = 0; hit < hits.count(block); hit++) {
        const at = hits.at(block, hit)
        if (at >= pieceEnd) {
          piece = bytes.lastIndexOf(PIECE, at)
          const next = bytes.indexOf(PIECE, at)
          pieceEnd = next < 0 ? bytes.length : next
          weight = WEIGHTS[kindAt(bytes, piece)]
          // All words in one piece are rather what was meant than the same words far apart.
          if (terms.length > 1) {
            const held = (termsOf.get(piece) ?? 0) + 1
            termsOf.set(piece, held)
            together = Math.max(together, held)
          }
        }
        if (term === 0 && terms.length > 1 && !asTyped) asTyped = isTyped(at)
        const whole = !isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + (lengths[term] as number)])
        worth += weight * (whole ? 2 : 1)
      }
      score += Math.log2(1 + worth)
    }
    return score + together + (asTyped ? 2 : 0)
  }
}

const BLANK = 32

/** The pieces that hold the most of the terms, then those that say more of the session. */
function bestPieces(
  bytes: Buffer,
  block: TextBlock,
  hitsOf: (term: number) => ArrayLike<number> | undefined,
): FoundPiece[] {
  const pieces = new Map<number, { terms: Set<number>; first: number }>()
  for (let term = 0, hits = hitsOf(term); hits !== undefined; hits = hitsOf(++term)) {
    for (const at of Array.from(hits)) {
      const start = bytes.lastIndexOf(PIECE, at)
      const piece = pieces.get(start) ?? { terms: new Set(), first: at }
      pieces.set(start, piece)
      piece.terms.add(term)
      piece.first = Math.min(piece.first, at)
    }
  }
  const sorted = [...pieces].sort(([a, one], [b, other]) => {
    const more = other.terms.size - one.terms.size
    return more || WEIGHTS[kindAt(bytes, b)] - WEIGHTS[kindAt(bytes, a)] || a - b
  })
  return sorted.slice(0, MAX_PIECES).map(([start, { first }]) => pieceAt(bytes, block, start, first))
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
