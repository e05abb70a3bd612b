import { type Masked, type Session, turnsOf } from '@ses/model'

/** What a piece of searchable text was. */
export type TextKind = 'title' | 'prompt' | 'reply' | 'command' | 'error' | 'file' | 'commit'

/** Kinds by the letter that stands for them in search.txt. */
export const textKinds: Readonly<Record<string, TextKind>> = {
  t: 'title',
  p: 'prompt',
  r: 'reply',
  c: 'command',
  e: 'error',
  f: 'file',
  m: 'commit',
}

/** Between two pieces, and between what tells of a piece and its text: never part of a text. */
export const PIECE = 0x1e
export const TEXT = 0x1f

const MAX_SESSION = 4_000_000
const MAX_PIECE: Readonly<Record<string, number>> = { p: 50_000, r: 50_000, e: 2000 }

/**
 * search.txt: what can be searched of a session, sub-agents included, piece by piece: `␞`, a letter for its kind, the number of its turn
 * from 1 (0 before the first prompt), `␟`, the text.
 */
export function searchText(session: Session<Masked>, title: string): string {
  const pieces: string[] = []
  let length = 0
  const add = (letter: string, turn: number, text: string | undefined): void => {
    const kept = text?.slice(0, MAX_PIECE[letter] ?? 4000).trim() ?? ''
    if (kept === '' || length > MAX_SESSION) return
    length += kept.length
    pieces.push(`${String.fromCharCode(PIECE)}${letter}${turn}${String.fromCharCode(TEXT)}${plain(kept)}`)
  }
  add('t', 0, session.title ?? title)
  addEvents(session, undefined, add)
  return `${pieces.join('\n')}\n`
}

type Add = (letter: string, turn: number, text: string | undefined) => void

/** Pieces of a session in order; those of a sub-agent stand in the turn that called it. */
function addEvents(session: Session<Masked>, within: number | undefined, add: Add): void {
  const children = new Map(session.children.map((child) => [child.id, child]))
  const files = new Set<string>()
  for (const { prompt, events, index } of turnsOf(session)) {
    const turn = within ?? (prompt === undefined ? 0 : index + 1)
    for (const event of events) {
      if (event.type === 'prompt') add('p', turn, event.text)
      else if (event.type === 'reply') add('r', turn, event.text)
      if (event.type !== 'tool') continue
      add('c', turn, event.command)
      if (event.outcome === 'error') add('e', turn, event.output)
      for (const { path } of event.files) {
        if (files.has(path)) continue
        files.add(path)
        add('f', turn, path)
      }
      for (const { sha, subject } of event.commits ?? []) add('m', turn, `${sha} ${subject ?? ''}`)
      const child = event.childId === undefined ? undefined : children.get(event.childId)
      if (child === undefined) continue
      children.delete(child.id)
      addEvents(child, turn, add)
    }
  }
  for (const child of children.values()) addEvents(child, within ?? 0, add)
}

/** One spelling of each letter, and no control characters that mean something here. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.normalize('NFC').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
}
