import type { FileShare } from '@ses/checkpoints'
import type { BlameSummaryDocument } from '@ses/schema'
import { countLines } from './count-lines.ts'

/** The shares of a range as JSON. */
export function summaryDocument(files: readonly FileShare[], from: string | null, to: string): BlameSummaryDocument {
  const sessions = new Map<string, { session: string; agent: string | null; lines: number }>()
  const agents = new Map<string, number>()
  for (const { shares, kind } of files.flatMap(({ lines }) => lines)) {
    const author = shares[0]?.author
    if (kind !== 'agent' || author?.kind !== 'agent') continue
    const { session, agent = null } = author.turn
    const one = sessions.get(session) ?? { session, agent, lines: 0 }
    sessions.set(session, { ...one, lines: one.lines + 1 })
    agents.set(agent ?? 'unknown', (agents.get(agent ?? 'unknown') ?? 0) + 1)
  }
  return {
    schema_version: 1,
    from,
    to,
    total: countLines(files.flatMap(({ lines }) => lines)),
    agents: [...agents].map(([agent, lines]) => ({ agent, lines })).sort((a, b) => b.lines - a.lines),
    sessions: [...sessions.values()].sort((a, b) => b.lines - a.lines),
    files: files.map(({ path, lines }) => ({ path, ...countLines(lines) })),
  }
}
