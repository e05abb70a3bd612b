import { type ArchivedSession, deleteArchived, filesOf, listArchive, selectPruned } from '@ses/archive'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { archiveOf } from './archive-place.ts'
import { bytesOf } from './bytes-of.ts'
import { noteDamaged } from './note-damaged.ts'

const DAY_MS = 86_400_000
const UNIT_MS: Readonly<Record<string, number>> = { h: DAY_MS / 24, d: DAY_MS, w: 7 * DAY_MS, y: 365 * DAY_MS }

/** Deletes archived sessions; files that cannot be read stay. */
export async function runArchivePrune(context: Context, input: Input): Promise<number> {
  if (input.words.length > 0) throw new SesError('usage', '`ses archive prune` takes no words')
  const archive = archiveOf(context, input)
  const keep = input.number('keep')
  if (keep !== undefined && !Number.isInteger(keep))
    throw new SesError('usage', `--keep ${keep}: expected a whole number`)
  const before = input.text('older-than') ?? (await retentionOf(context, keep))
  const { sessions, damaged } = listArchive(archive)
  const [project, agent] = [input.text('project'), input.text('agent')]
  const mine = sessions.filter(
    ({ head }) => (project === undefined || head.project === project) && (agent === undefined || head.agent === agent),
  )
  const pruned = selectPruned(mine, {
    ...(keep === undefined ? {} : { keep }),
    ...(before === undefined ? {} : { olderThan: timeBefore(before, context.host.now()) }),
  })
  const dryRun = input.flag('dry-run')
  if (!dryRun) for (const session of pruned) await deleteArchived(archive, session)
  noteDamaged(context, damaged)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      dry_run: dryRun,
      pruned: pruned.map(({ name, head }) => ({ name, session_id: head.session_id, started_at: head.started_at })),
      kept: sessions.length - pruned.length,
    })
  } else context.print(linesOf(pruned, sessions.length - pruned.length, dryRun, context))
  return 0
}

/** What the config says, when nothing else is said. */
async function retentionOf(context: Context, keep: number | undefined): Promise<string | undefined> {
  if (keep !== undefined) return undefined
  const { retention } = await loadConfig(context)
  return retention?.archive_days === undefined ? undefined : `${retention.archive_days}d`
}

/** `90d`, `12w`, `36h`, `1y`, or a date. */
function timeBefore(text: string, now: number): number {
  const ago = /^(\d{1,6})([hdwy])$/.exec(text)
  if (ago !== null) return now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ''] ?? 0)
  const time = /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) {
    throw new SesError('usage', `--older-than ${text}: expected an age like 90d or a date like 2026-02-27`)
  }
  return time
}

function linesOf(pruned: readonly ArchivedSession[], kept: number, dryRun: boolean, { style }: Context): string[] {
  if (pruned.length === 0) return [`Nothing to delete; ${count(kept, 'session')} stay.`]
  const bytes = pruned.flatMap(filesOf).reduce((sum, file) => sum + file.bytes, 0)
  const names = dryRun ? pruned.map(({ name }) => `    ${neutralise(name)}`) : []
  const verb = dryRun ? 'would delete' : `${style.good('✓')} deleted`
  return [...names, `${verb} ${count(pruned.length, 'session')} (${bytesOf(bytes)}); ${count(kept, 'session')} stay`]
}
