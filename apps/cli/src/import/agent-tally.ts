import type { ImportedSession, LeftOutFile } from './import-transcripts.ts'

/** What one agent's transcripts came to. */
export interface AgentTally {
  readonly agent: string
  /** Of sessions, their sub-agents and further parts included, and files that could not be used. */
  files: number
  new: number
  grown: number
  unchanged: number
  /** Copies that hold an earlier state of a session than the store does. */
  older: number
  unreadable: number
}

/** Counts by agent, those with most sessions first; files of which no agent is known count as `other`. */
export function tallyAgents(
  sessions: readonly ImportedSession[],
  leftOut: readonly LeftOutFile[],
): readonly AgentTally[] {
  const tallies = new Map<string, AgentTally>()
  const of = (agent: string): AgentTally => {
    let tally = tallies.get(agent)
    if (tally === undefined) {
      tally = { agent, files: 0, new: 0, grown: 0, unchanged: 0, older: 0, unreadable: 0 }
      tallies.set(agent, tally)
    }
    return tally
  }
  const fields = { created: 'new', updated: 'grown', unchanged: 'unchanged', older: 'older' } as const
  for (const { agent, outcome, files } of sessions) {
    const tally = of(agent)
    tally.files += files
    tally[fields[outcome]] += 1
  }
  for (const { agent = 'other' } of leftOut) {
    const tally = of(agent)
    tally.files += 1
    tally.unreadable += 1
  }
  return [...tallies.values()].sort((a, b) => sessionsOf(b) - sessionsOf(a) || (a.agent < b.agent ? -1 : 1))
}

function sessionsOf({ new: created, grown, unchanged, older }: AgentTally): number {
  return created + grown + unchanged + older
}
