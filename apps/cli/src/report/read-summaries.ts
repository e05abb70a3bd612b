import { SesError } from '@ses/model'
import type { ListedSession, Summary } from '@ses/schema'
import { listSessions, readSummary } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { filterSessions, readFilter } from '../list/filter-sessions.ts'
import { count } from '../terminal/amounts.ts'

/** The stored summaries that pass the filters. */
export interface SummaryReading {
  readonly summaries: readonly Summary[]
  /** Sessions in the store, those that do not pass included. */
  readonly stored: number
  /** Index entries of the summaries, the latest start first. */
  readonly listed: readonly ListedSession[]
}

/** Reads summaries from the store; `last` limits to those that started last. Damaged ones are noted and left out. */
export async function readSummaries(context: Context, input: Input): Promise<SummaryReading> {
  const filter = readFilter(input, context)
  const last = input.number('last')
  if (last !== undefined && !(Number.isInteger(last) && last > 0)) {
    throw new SesError('usage', `--last ${last}: expected a whole number from 1`)
  }
  const { index, damaged } = await listSessions(context.store)
  const matching = filterSessions(index.sessions, filter)
  const listed = last === undefined ? matching : matching.slice(0, last)
  const broken = [...damaged]
  const summaries = listed.flatMap(({ folder }) => {
    const summary = readSummary(context.store, folder)
    if (summary === undefined && !broken.includes(folder)) broken.push(folder)
    return summary ?? []
  })
  if (broken.length > 0) {
    context.note(`ses: ${count(broken.length, 'damaged session folder')} left out: ${broken.slice(0, 3).join(', ')}`)
  }
  return { summaries, stored: index.sessions.length, listed }
}
