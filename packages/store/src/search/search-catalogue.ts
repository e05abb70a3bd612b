import { SesError } from '@ses/model'
import { positionsOf } from '../index/query-catalogue.ts'
import type { Catalogue } from '../index/read-catalogue.ts'
import type { TextHit, TextQuery, TextResult } from '../session-index.ts'
import type { SessionStore } from '../session-store.ts'
import { matchPattern } from './match-pattern.ts'
import { type FoundPiece, scanTexts, type TextMatch } from './scan-texts.ts'
import { searchTerms, termPattern } from './search-terms.ts'
import { snippetOf } from './snippet.ts'
import { type HeldTexts, readTexts } from './text-log.ts'

const DEFAULT_LIMIT = 20
const MAX_SNIPPETS = 3

/** Searches the texts of the sessions of a catalogue. Throws `SesError` `usage` for an empty text or a pattern that is none. */
export function searchCatalogue(
  store: SessionStore,
  catalogue: Catalogue,
  query: TextQuery,
  held?: HeldTexts,
): TextResult {
  const { text, ignoreCase = false, regex = false, within = {}, limit = DEFAULT_LIMIT } = query
  if (text.trim() === '') throw new SesError('usage', 'the text to search for is empty')
  const positions = positionsOf(catalogue, within)
  const placed = new Map(positions.map((position) => [catalogue.folder(position), position]))
  const parts = readTexts(store, new Map(positions.map((at) => [catalogue.folder(at), catalogue.text(at)])), held)
  const terms = searchTerms(text)
  const matches = regex ? matchPattern(parts, text, ignoreCase) : scanTexts(parts, terms, ignoreCase)
  const ranked = matches
    .map((match) => ({ match, position: placed.get(match.folder) as number }))
    .sort((a, b) => b.match.score - a.match.score || a.position - b.position)
  const marks = regex ? new RegExp(text, ignoreCase ? 'gi' : 'g') : termPattern(terms, ignoreCase)
  return {
    hits: ranked.slice(0, limit).map(({ match, position }) => hitOf(match, catalogue, position, marks)),
    total: matches.length,
  }
}

function hitOf({ score, hits, pieces }: TextMatch, catalogue: Catalogue, position: number, marks: RegExp): TextHit {
  const snippets = distinct(pieces())
    .slice(0, MAX_SNIPPETS)
    .map(({ kind, turn, text, at }) => ({ kind, turn, ...snippetOf(text, at, marks) }))
  return { session: catalogue.session(position), score: Math.round(score * 1000) / 1000, hits, snippets }
}

/** A title often repeats the first prompt. */
function distinct(pieces: readonly FoundPiece[]): FoundPiece[] {
  const [title, ...others] = [...pieces].sort((a, b) => Number(b.kind === 'title') - Number(a.kind === 'title'))
  if (title?.kind !== 'title') return [...pieces]
  const begin = title.text.trim().slice(0, 40)
  return others.some(({ text }) => text.includes(begin)) ? pieces.filter((piece) => piece !== title) : [...pieces]
}
