import type { IndexStats, QueryResult, SessionRows } from '../session-index.ts'
import { filePattern } from './file-pattern.ts'
import type { Catalogue } from './read-catalogue.ts'
import { passesFacts, type SessionQuery } from './session-query.ts'

/** The sessions of a catalogue that pass; details are read only where the query asks for files or patterns. */
export function queryCatalogue(
  catalogue: Catalogue,
  query: SessionQuery,
  limit: number = Number.POSITIVE_INFINITY,
): QueryResult {
  const { shown, total } = shownOf(catalogue, query, limit)
  return { sessions: shown.map((position) => catalogue.session(position)), total }
}

/** The same sessions as JSON, which they are stored as. */
export function queryRows(
  catalogue: Catalogue,
  query: SessionQuery,
  limit: number = Number.POSITIVE_INFINITY,
): SessionRows {
  const { shown, total } = shownOf(catalogue, query, limit)
  return { json: catalogue.rows(shown), total }
}

function shownOf(
  catalogue: Catalogue,
  query: SessionQuery,
  limit: number,
): { readonly shown: readonly number[]; readonly total: number } {
  // What `list` asks: nothing has to be looked at but what is shown.
  if (Object.keys(query).length === 0) {
    const shown = Array.from({ length: Math.min(limit, catalogue.size) }, (_, position) => position)
    return { shown, total: catalogue.size }
  }
  const positions = positionsOf(catalogue, query)
  return { shown: positions.slice(0, limit), total: positions.length }
}

/** Where the sessions that pass stand, in the order of lists. */
export function positionsOf(catalogue: Catalogue, query: SessionQuery): number[] {
  const file = query.file === undefined ? undefined : filePattern(query.file)
  const patterns = query.patterns ?? []
  const literals = [...(file === undefined ? [] : [file.literal]), ...patterns].filter((text) => text !== '')
  const held = literals.map((text) => catalogue.mayHold(text))
  const found: number[] = []
  for (let position = 0; position < catalogue.size; position++) {
    if (query.name !== undefined && !isCalled(catalogue, position, query.name)) continue
    if (!passesFacts(catalogue.facts(position), query)) continue
    if (!held.every((mayHold) => mayHold(position))) continue
    if (file !== undefined || patterns.length > 0) {
      const detail = catalogue.detail(position)
      if (file !== undefined && !detail.files.some(([path]) => file.matches(path))) continue
      if (!patterns.every((id) => detail.patterns.includes(id))) continue
    }
    found.push(position)
  }
  return found
}

/** A folder is called after its session where that is possible; only of the others the id has to be read. */
function isCalled(catalogue: Catalogue, position: number, name: string): boolean {
  const folder = catalogue.folder(position)
  if (folder.startsWith(name)) return true
  return folder.startsWith('h-') && catalogue.session(position).id.startsWith(name)
}

/** Ids of the sessions that changed each of the paths, in the order of lists. */
export function touchedIn(catalogue: Catalogue, paths: readonly string[]): Record<string, string[]> {
  const touched = Object.fromEntries(paths.map((path): [string, string[]] => [path, []]))
  for (let position = 0; position < catalogue.size; position++) {
    const { files, folder } = catalogue.detail(position)
    for (const [path] of files) if (Object.hasOwn(touched, path)) touched[path]?.push(folder.session)
  }
  return touched
}

/** Totals of a catalogue. */
export function statsOfCatalogue(catalogue: Catalogue): IndexStats {
  const byAgent: Record<string, number> = {}
  const byType: Record<string, number> = {}
  const byGrade: Record<string, number> = {}
  let active = 0
  let cost = 0
  for (let position = 0; position < catalogue.size; position++) {
    const facts = catalogue.facts(position)
    byAgent[facts.agent] = (byAgent[facts.agent] ?? 0) + 1
    byType[facts.type] = (byType[facts.type] ?? 0) + 1
    byGrade[facts.grade] = (byGrade[facts.grade] ?? 0) + 1
    if (facts.active) active += 1
    cost += facts.cost ?? 0
  }
  return { sessions: catalogue.size, active, byAgent, byType, byGrade, cost }
}
