import { agents } from '@ses/agents'
import { SesError } from '@ses/model'
import { createTranscriptDatabases } from '@ses/sources'
import type { Context } from '../context.ts'
import { bugText } from '../errors.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { noteProject } from '../today/note-project.ts'
import { type AgentTally, tallyAgents } from './agent-tally.ts'
import { agentsOf, type ChosenTranscripts, chooseTranscripts } from './choose-transcripts.ts'
import { type ImportedSession, type ImportResult, importTranscripts, type LeftOutFile } from './import-transcripts.ts'
import { openProgress } from './progress.ts'
import { openScanCache } from './scan-cache.ts'

/** Imports the transcripts that are named, else those found on this machine, and says what became of them. */
export async function runImport(context: Context, input: Input): Promise<number> {
  const agent = agentOf(input)
  const from = input.text('from')
  const paths = [...input.words, ...(from === undefined ? [] : [from])]
  if (input.flag('all') && paths.length > 0)
    throw new SesError('usage', '--all takes every agent’s own folders: name no paths with it')
  const [pattern, minAge] = [input.text('pattern'), input.number('min-age')]
  const cache = openScanCache(context)
  const databases = createTranscriptDatabases()
  const progress = await openProgress(context)
  try {
    const choice = {
      paths,
      ...(agent === undefined ? {} : { agent }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(minAge === undefined ? {} : { minAgeMs: minAge * 60_000 }),
    }
    const chosen = await chooseTranscripts(context, choice, { databases, memory: cache.databases })
    const result = await importTranscripts(context, chosen, {
      force: input.flag('force'),
      archive: !input.flag('no-archive'),
      named: chosen.named,
      cache,
      databases,
      onProgress: progress.step,
      ...(agent === undefined || paths.length === 0 ? {} : { agent }),
    })
    const searched = paths.length === 0
    if (result.sessions.length > 0) await noteProject(context)
    if (context.json) context.printJson(documentOf(result, chosen, context))
    else context.print(linesOf(result, chosen, { context, searched }))
    return exitOf(result)
  } finally {
    progress.stop()
    databases.close()
    cache.save()
  }
}

function agentOf(input: Input): string | undefined {
  const named = input.text('agent')
  if (input.flag('codex') && named !== undefined && named !== 'codex')
    throw new SesError('usage', `--codex and --agent ${named} cannot both be`)
  const agent = input.flag('codex') ? 'codex' : named
  agentsOf(agent)
  return agent
}

/** Naming only files that are not there is an error; odd files beside good ones are not. */
function exitOf({ sessions, leftOut }: ImportResult): number {
  const [first] = leftOut
  if (leftOut.some(({ reason }) => reason === 'internal')) return bugText.exit
  if (sessions.length > 0 || first === undefined || !leftOut.every(({ named }) => named)) return 0
  const code =
    first.reason === 'missing' ? 'not_found' : first.reason === 'unreadable' ? 'unreadable' : 'unknown_format'
  throw new SesError(code, leftOut.length === 1 ? first.path : `none of ${leftOut.length} files could be imported`, {
    data: { path: first.path },
  })
}

function documentOf(result: ImportResult, { expiring }: ChosenTranscripts, { host }: Context): object {
  const { sessions, leftOut, parsed, archive } = result
  return {
    schema_version: 1,
    sessions: sessions.map(({ id, agent, folder, path, outcome }) => ({ id, agent, folder, path, outcome })),
    skipped: leftOut.map(({ path, reason, message }) => ({ path, reason, message })),
    parsed,
    archive: archive ?? null,
    agents: tallyAgents(sessions, leftOut),
    expiring: expiring.map(({ path, agent, deletedAt }) => ({
      path,
      agent,
      days_left: daysLeft(deletedAt, host.now()),
      deleted_at: new Date(deletedAt).toISOString(),
    })),
  }
}

const MAX_LISTED = 5

interface View {
  readonly context: Context
  /** True when the machine was searched, false when paths were named. */
  readonly searched: boolean
}

function linesOf(result: ImportResult, chosen: ChosenTranscripts, { context, searched }: View): string[] {
  const { sessions, leftOut } = result
  const { style, places, host } = context
  if (sessions.length === 0 && leftOut.length === 0) {
    return [
      searched
        ? 'No agent has left transcripts where they are looked for: nothing was imported.'
        : 'No transcripts there: nothing was imported.',
    ]
  }
  const number = (outcome: ImportedSession['outcome']): number =>
    sessions.filter((each) => each.outcome === outcome).length
  const states = [
    [number('created'), 'new'],
    [number('updated'), 'updated'],
    [number('unchanged'), 'unchanged'],
    [number('older'), 'older copies'],
  ] as const
  const told = states.filter(([amount]) => amount > 0).map(([amount, state]) => `${amount} ${state}`)
  const where = places.logs.startsWith(`${host.cwd}/`) ? places.logs.slice(host.cwd.length + 1) : places.logs
  const lines = searched ? [...tableOf(tallyAgents(sessions, leftOut), context), ''] : []
  if (sessions.length > 0)
    lines.push(`${style.good('✓')} ${count(sessions.length, 'session')} in ${style.name(where)}: ${told.join(', ')}`)
  if (leftOut.length > 0) {
    lines.push(`${style.warn('!')} ${count(leftOut.length, 'file')} left out`)
    lines.push(...leftOut.slice(0, MAX_LISTED).map((file) => `    ${leftOutLine(file, host.cwd)}`))
    if (leftOut.length > MAX_LISTED) lines.push(`    … ${leftOut.length - MAX_LISTED} more (--json lists them)`)
  }
  lines.push(...archiveLines(result, context))
  lines.push(...expiryLines(chosen, context))
  if (sessions.length > 0) lines.push(style.faint('  ses list shows them, ses reflect <id> analyses one'))
  return lines
}

function tableOf(tallies: readonly AgentTally[], { style, width }: Context): string[] {
  const columns = ['files', 'new', 'grown', 'unchanged', 'older', 'unreadable'] as const
  const shown = columns.filter((column) => column !== 'older' || tallies.some(({ older }) => older > 0))
  const cell = (amount: number): string => (amount === 0 ? '·' : String(amount))
  const rows = tallies.map((tally) => [tally.agent, ...shown.map((column) => cell(tally[column]))])
  if (tallies.length > 1) {
    const sum = (column: (typeof columns)[number]): number => tallies.reduce((total, tally) => total + tally[column], 0)
    rows.push(['total', ...shown.map((column) => cell(sum(column)))])
  }
  return table([{ title: 'agent' }, ...shown.map((title) => ({ title, align: 'right' as const }))], rows, {
    width,
    paintTitle: style.faint,
  })
}

function archiveLines({ archive }: ImportResult, { style, host }: Context): string[] {
  if (archive === undefined) return []
  const { created, updated, failed } = archive
  const lines: string[] = []
  if (created + updated > 0) {
    const told = [...(created > 0 ? [`${created} new`] : []), ...(updated > 0 ? [`${updated} grown`] : [])]
    lines.push(`${style.good('✓')} archived, masked: ${told.join(', ')}`)
  }
  if (failed.length > 0) {
    lines.push(`${style.warn('!')} ${count(failed.length, 'transcript')} not archived`)
    lines.push(...failed.slice(0, MAX_LISTED).map((file) => `    ${leftOutLine(file, host.cwd)}`))
    if (failed.length > MAX_LISTED) lines.push(`    … ${failed.length - MAX_LISTED} more (--json lists them)`)
  }
  return lines
}

/** What its agent will delete, with the days left; kept sessions hold no conversation, an archive does. */
function expiryLines({ expiring }: ChosenTranscripts, { style, host }: Context): string[] {
  const [first] = expiring
  if (first === undefined) return []
  const own = expiring.filter(({ agent }) => agent === first.agent)
  const title = agents.find(({ id }) => id === first.agent)?.title ?? first.agent
  const lines = [
    `${style.warn('!')} ${title} will soon delete ${count(own.length, 'transcript')}; \`ses archive\` keeps what they hold`,
  ]
  for (const { path, deletedAt } of own.slice(0, MAX_LISTED)) {
    const days = daysLeft(deletedAt, host.now())
    const left = days <= 0 ? 'at its next start' : `in ${count(days, 'day')}`
    lines.push(`    ${left}: ${neutralise(shortPath(path, host.cwd, host.home))}`)
  }
  if (own.length > MAX_LISTED) lines.push(`    … ${own.length - MAX_LISTED} more (--json lists them)`)
  return lines
}

function daysLeft(deletedAt: number, now: number): number {
  return Math.max(0, Math.ceil((deletedAt - now) / 86_400_000))
}

function leftOutLine({ path, message }: Pick<LeftOutFile, 'path' | 'message'>, cwd: string): string {
  return neutralise(`${shortPath(path, cwd, undefined)}: ${message}`)
}

function shortPath(path: string, cwd: string, home: string | undefined): string {
  if (path.startsWith(`${cwd}/`)) return path.slice(cwd.length + 1)
  return home !== undefined && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}
