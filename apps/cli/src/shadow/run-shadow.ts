import { listLines, type PruneRequest, pruneShadow, SHADOW_REFS, type Shadow, type ShadowLine } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { ShadowDocument, ShadowSession } from '@ses/schema'
import { bytesOf } from '../archive/bytes-of.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { timeOf } from '../list/filter-sessions.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { count } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { momentOf } from '../terminal/times.ts'

/** Shows the sessions that have checkpoints and the room they take, or removes old ones. */
export async function runShadow(context: Context, input: Input): Promise<number> {
  const [action = 'list', branch] = input.words
  const shadow = await openProjectShadow(context)
  if (action === 'prune') return prune(context, input, shadow)
  if (action !== 'list' && action !== 'info') {
    throw new SesError('usage', `ses shadow ${JSON.stringify(action)}: expected info <branch> or prune`)
  }
  if (action === 'info' && branch === undefined) throw new SesError('usage', 'ses shadow info: which branch?')
  const all = (await listLines(shadow)).map(sessionOf)
  const sessions = action === 'info' ? all.filter(({ branches }) => branches.includes(branch ?? '')) : all
  if (sessions.length === 0 && branch !== undefined) {
    throw new SesError('not_found', `no checkpoints on branch ${JSON.stringify(branch)}`, { data: { branch } })
  }
  await tell(context, shadow, { sessions, pruned: [], dry_run: false })
  return 0
}

async function prune(context: Context, input: Input, shadow: Shadow): Promise<number> {
  const keep = input.number('keep')
  const age = input.text('older-than')
  if (keep === undefined && age === undefined) {
    throw new SesError('usage', 'ses shadow prune: --keep says how many sessions stay, --older-than which go')
  }
  if (keep !== undefined && !(Number.isSafeInteger(keep) && keep >= 0)) {
    throw new SesError('usage', '--keep takes a whole number')
  }
  const since = timeOf('older-than', age, context.host.now())
  const dryRun = input.flag('dry-run')
  const request: PruneRequest = {
    ...(keep === undefined ? {} : { keep }),
    ...(since === undefined ? {} : { since }),
    dryRun,
  }
  const pruned = (await pruneShadow(shadow, request)).map(sessionOf)
  if (!dryRun) await shadow.backend.packHeldBy(SHADOW_REFS)
  const sessions = (await listLines(shadow)).map(sessionOf)
  await tell(context, shadow, { sessions, pruned, dry_run: dryRun })
  return 0
}

function sessionOf({ ref, session, worktree, snapshots }: ShadowLine): ShadowSession {
  const times = snapshots.map(({ at }) => at)
  return {
    session,
    agent: snapshots.find(({ agent }) => agent !== undefined)?.agent ?? null,
    worktree,
    branches: [...new Set(snapshots.flatMap(({ branch }) => branch ?? []))],
    checkpoints: snapshots.length,
    first_at: new Date(Math.min(...times)).toISOString(),
    last_at: new Date(Math.max(...times)).toISOString(),
    latest: snapshots[0]?.id ?? '',
    ref,
  }
}

async function tell(
  context: Context,
  shadow: Shadow,
  found: Omit<ShadowDocument, 'schema_version' | 'bytes'>,
): Promise<void> {
  const bytes = (await shadow.backend.bytesHeldBy(SHADOW_REFS)) ?? null
  if (context.json) context.printJson({ schema_version: 1, bytes, ...found } satisfies ShadowDocument)
  else {
    await prepareWidths(found)
    context.print(linesOf(context, found, bytes))
  }
}

function linesOf(
  context: Context,
  found: Omit<ShadowDocument, 'schema_version' | 'bytes'>,
  bytes: number | null,
): string[] {
  const { style, width, host } = context
  const { sessions, pruned, dry_run: dryRun } = found
  const lines: string[] = []
  if (pruned.length > 0) {
    const verb = dryRun ? 'would remove' : `${style.good('✓')} removed`
    const freed = dryRun ? '' : '; git frees the room when it next collects garbage'
    lines.push(`${verb} the checkpoints of ${count(pruned.length, 'session')}${freed}`)
  }
  if (sessions.length === 0) return [...lines, 'No checkpoints.']
  const now = new Date(host.now())
  const rows = sessions.map((one) =>
    neutraliseAll([
      one.session.slice(0, 40),
      one.agent ?? '',
      one.worktree,
      one.branches.join(', '),
      String(one.checkpoints),
      momentOf(new Date(one.last_at), now),
      one.latest.slice(0, 12),
    ]).map((cell) => cell.replaceAll('\n', ' ')),
  )
  const columns = [
    { title: 'session' },
    { title: 'agent', paint: style.faint },
    { title: 'work tree' },
    { title: 'branches', cut: 'end' as const },
    { title: 'checkpoints', align: 'right' as const },
    { title: 'last' },
    { title: 'latest', paint: style.name },
  ]
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const total = sessions.reduce((sum, one) => sum + one.checkpoints, 0)
  const size = bytes === null ? '' : `, ${bytesOf(bytes)} on the disk that only checkpoints hold`
  lines.push(...table(columns, rows, { width: room, paintTitle: style.faint }))
  return [...lines, style.faint(`${count(total, 'checkpoint')} of ${count(sessions.length, 'session')}${size}`)]
}
