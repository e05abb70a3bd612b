import type { DashboardSearch } from '@ses/schema'
import type { TextResult } from '@ses/store'

/** What a search found, a line for each place. */
export function searchHits(query: string, { hits, total }: TextResult, offset: number): DashboardSearch {
  return {
    schema_version: 1,
    query,
    total,
    hits: hits.slice(offset).flatMap(({ session: { folder, agent, intent, start }, snippets }) =>
      snippets.map(({ kind, turn, text, marks }) => ({
        session: folder,
        agent,
        intent,
        start,
        turn,
        field: kind,
        snippet: text,
        marks,
      })),
    ),
  }
}
