import { analyzeSession } from '@ses/core'
import { SesError } from '@ses/model'
import { openRepository } from '@ses/sources'
import { listSessions, refreshIndex, type WrittenSession, writeSession } from '@ses/store'
import { analysisOptions } from '../analysis/analysis-options.ts'
import type { Context } from '../context.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { entireHistory } from './entire-history.ts'
import { gitAiHistory } from './git-ai-history.ts'
import type { PastSession } from './past-session.ts'

interface Imported {
  readonly id: string
  readonly agent: string
  readonly from: string
  readonly outcome: WrittenSession['outcome'] | 'known' | 'unreadable'
}

/** Takes in the sessions that other tools left in the repository: Entire's checkpoints and git-ai's notes. */
export async function runImportGit(context: Context): Promise<number> {
  const repository = openRepository(context.places.project)
  if (repository === undefined) throw new SesError('not_found', `${context.places.project} is no git repository`)
  const { index } = await listSessions(context.store)
  const known = new Map(index.sessions.map(({ agent, id, folder }) => [`${agent} ${id}`, index.folders[folder]]))
  const settings = analysisOptions(await loadConfig(context), ensureMaskingKey(context.places), context.places)
  const imported: Imported[] = []
  for (const past of [...(await entireHistory(repository)), ...(await gitAiHistory(repository))]) {
    imported.push(await importPast(past))
  }
  await refreshIndex(context.store)
  if (context.json) context.printJson({ schema_version: 1, sessions: imported })
  else context.print(linesOf(imported, context))
  return 0

  async function importPast({ from, place, fingerprint, read }: PastSession): Promise<Imported> {
    const input = await read()
    const { session, summary, coverage, diagnostics } = await analyzeSession(input, settings)
    const { id, agent } = session
    if (agent === 'unknown') return { id: place, agent, from, outcome: 'unreadable' }
    const transcripts = known.get(`${agent} ${id}`)?.transcripts ?? []
    // What was read from the agent's own transcript tells more.
    if (transcripts.some(({ path }) => !path.startsWith('git:'))) return { id, agent, from, outcome: 'known' }
    const transcript = { path: `git:${place}`, bytes: coverage.bytes, fingerprint }
    const record = { session, summary, coverage, diagnostics, transcript, sesVersion: context.version }
    return { id, agent, from, outcome: (await writeSession(context.store, record)).outcome }
  }
}

function linesOf(imported: readonly Imported[], { style }: Context): string[] {
  if (imported.length === 0) {
    return [
      'No history of another tool in this repository.',
      style.faint('  looked for Entire’s checkpoints and git-ai’s notes'),
    ]
  }
  const taken = imported.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
  const rest = (['unchanged', 'known', 'unreadable'] as const).flatMap((outcome) => {
    const some = imported.filter((each) => each.outcome === outcome).length
    return some === 0
      ? []
      : [`${some} ${outcome === 'known' ? 'already there from the agent’s own transcript' : outcome}`]
  })
  return [
    `${style.good('✓')} ${count(taken.length, 'session')} taken from the repository${rest.length > 0 ? `; ${rest.join(', ')}` : ''}`,
    style.faint('  ses list shows them'),
  ]
}
