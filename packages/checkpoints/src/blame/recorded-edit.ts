import { lineKey } from './attributed-text.ts'
import type { AgentTurn, Author } from './author.ts'
import { isTelling } from './carry-lines.ts'

/** What an agent's own record says it wrote into the file. */
export interface RecordedEdit {
  readonly turn: AgentTurn
  /** Epoch milliseconds. */
  readonly at: number
  readonly after: string
}

/** Looks a line up in what agents recorded between two moments. Undefined: nobody, or several. */
export type EditorOf = (line: string, since: number, until: number, among: readonly AgentTurn[]) => Author | undefined

/** Indexes recorded edits by line; lines too common to tell anything are never found. */
export function editorsOf(edits: readonly RecordedEdit[]): EditorOf {
  const byLine = new Map<string, RecordedEdit[]>()
  for (const edit of edits) {
    for (const key of new Set(edit.after.split('\n').map(lineKey))) {
      if (!isTelling(key)) continue
      const known = byLine.get(key)
      if (known === undefined) byLine.set(key, [edit])
      else known.push(edit)
    }
  }
  return (line, since, until, among) => {
    const found = (byLine.get(lineKey(line)) ?? []).filter(
      ({ at, turn }) =>
        at > since && at <= until && (among.length === 0 || among.some(({ session }) => session === turn.session)),
    )
    const [first] = found
    if (first === undefined || found.some(({ turn }) => turn.session !== first.turn.session)) return undefined
    return { kind: 'agent', turn: first.turn, evidence: 'edit' }
  }
}
