import { listSnapshots, resolveSnapshot, type Snapshot } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { CheckpointsDocument } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { readFilter } from '../list/filter-sessions.ts'
import { shortIds } from '../list/short-ids.ts'
import { count } from '../terminal/amounts.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'
import { momentOf } from '../terminal/times.ts'
import { changedFiles, changeLines } from './changed-files.ts'
import { checkpointDocument } from './checkpoint-document.ts'
import { checkpointTitle } from './checkpoint-title.ts'
import { openProjectShadow } from './open-project-shadow.ts'
import { snapshotTurn } from './snapshot-turn.ts'

const DEFAULT_LIMIT = 30

/** Lists the checkpoints, shows one, or takes one by hand. */
export async function runCheckpoints(context: Context, input: Input): Promise<number> {
  const [action = 'list', ...words] = input.words
  if (action === 'list') return list(context, input)
  if (action === 'show') return show(context, words)
  if (action === 'take') return take(context, input, words.join(' '))
  if (action === 'commits') {
    return (await import('../checkpoints-travel/run-commits.ts')).runCommits(context, input, words)
  }
  if (action === 'relink') return (await import('../checkpoints-travel/run-commits.ts')).runRelink(context, words)
  if (action === 'push' || action === 'fetch') {
    return (await import('../checkpoints-travel/run-travel.ts')).runTravel(context, action, words)
  }
  // Git's hooks start this; nobody types it.
  if (action === 'after-commit') return (await import('../commit/after-commit.ts')).runAfterCommit(context)
  const known = 'list, show, take, commits, push, fetch or relink'
  throw new SesError('usage', `ses checkpoints ${JSON.stringify(action)}: expected ${known}`)
}

async function list(context: Context, input: Input): Promise<number> {
  const { since, until, agent, project } = readFilter(input, context)
  const session = input.text('session') ?? ''
  const all = await listSnapshots(await openProjectShadow(context, project))
  const matching = all.filter(
    (one) =>
      one.at >= (since ?? Number.NEGATIVE_INFINITY) &&
      one.at <= (until ?? Number.POSITIVE_INFINITY) &&
      (agent === undefined || one.agent === agent) &&
      one.session.startsWith(session),
  )
  const shown = matching.slice(0, input.number('limit') ?? (context.json ? matching.length : DEFAULT_LIMIT))
  if (context.json) {
    const document: CheckpointsDocument = {
      schema_version: 1,
      checkpoints: shown.map(checkpointDocument),
      total: matching.length,
    }
    context.printJson(document)
  } else {
    await prepareWidths(shown)
    context.print(rowsOf(shown, all, matching.length, context))
  }
  return 0
}

function rowsOf(shown: readonly Snapshot[], all: readonly Snapshot[], matching: number, context: Context): string[] {
  const { style, width, host } = context
  if (all.length === 0) return ['No checkpoints yet.', style.faint('  ses checkpoints take makes one by hand')]
  if (shown.length === 0) return [`None of ${count(all.length, 'checkpoint')} matches.`]
  const ids = shortIds(
    shown.map(({ id }) => id),
    all.map(({ id }) => id),
  )
  const now = new Date(host.now())
  const rows = shown.map((one) =>
    neutraliseAll([
      ids.get(one.id) ?? one.id,
      momentOf(new Date(one.at), now),
      one.agent ?? '',
      one.files === undefined ? '' : String(one.files),
      one.tests ?? '',
      checkpointTitle(one).replaceAll('\n', ' '),
    ]),
  )
  const columns = [
    { title: 'id', paint: style.name },
    { title: 'taken' },
    { title: 'agent', paint: style.faint },
    { title: 'files', align: 'right' as const },
    { title: 'tests' },
    { title: 'what', cut: 'end' as const },
  ]
  const room = host.stdout.isTTY === true ? width : Number.POSITIVE_INFINITY
  const lines = table(columns, rows, { width: room, paintTitle: style.faint })
  const rest = matching - shown.length
  return rest === 0 ? lines : [...lines, style.faint(`… ${rest} more (--limit ${matching} shows them)`)]
}

async function show(context: Context, words: readonly string[]): Promise<number> {
  const shadow = await openProjectShadow(context)
  const snapshot = await resolveSnapshot(shadow, words[0] ?? 'latest')
  const all = snapshot.parent === undefined ? [] : await listSnapshots(shadow)
  const before = all.find(({ id }) => id === snapshot.parent)
  const changes = before === undefined ? [] : changedFiles(await shadow.backend.diffTrees(before.tree, snapshot.tree))
  if (context.json) {
    context.printJson({ schema_version: 1, checkpoint: checkpointDocument(snapshot), changes })
    return 0
  }
  const { style, host } = context
  const { id, session, agent, at, worktree, branch, head, leftOut = [] } = snapshot
  const facts = [
    ['id', id],
    ['taken', momentOf(new Date(at), new Date(host.now())).trim()],
    ['session', agent === undefined ? session : `${session} (${agent})`],
    ['work tree', worktree],
    ['branch', `${branch ?? 'detached'}${head === undefined ? ', no commit yet' : ` at ${head.slice(0, 12)}`}`],
  ]
  const rows = table([{ paint: style.faint }, {}], neutraliseAll(facts), { width: Number.POSITIVE_INFINITY, indent: 2 })
  const files =
    before === undefined
      ? [style.faint('  the first of its session')]
      : [`${count(changes.length, 'file')} changed since the one before`, ...changeLines(changes)]
  const left =
    leftOut.length === 0 ? [] : [style.warn(`${count(leftOut.length, 'file')} left out: too large or unreadable`)]
  context.print([style.strong(neutraliseAll(checkpointTitle(snapshot))), ...rows, ...files, ...left])
  return 0
}

async function take(context: Context, input: Input, note: string): Promise<number> {
  const megabytes = input.number('max-file-size')
  const { snapshot, created, leftOut } = await snapshotTurn(context, {
    cwd: context.host.cwd,
    session: `by-hand-${new Date(context.host.now()).toISOString().slice(0, 10)}`,
    kind: 'manual',
    ...(note === '' ? {} : { prompt: note }),
    ...(megabytes === undefined ? {} : { maxFileBytes: megabytes * 1e6 }),
  })
  if (context.json) {
    context.printJson({ schema_version: 1, checkpoint: checkpointDocument(snapshot), created })
    return 0
  }
  const { style } = context
  const id = style.name(snapshot.id.slice(0, 12))
  context.print([created ? `${style.good('✓')} checkpoint ${id}` : `nothing has changed since checkpoint ${id}`])
  if (leftOut.length > 0) context.note(`${count(leftOut.length, 'file')} left out: too large or unreadable`)
  return 0
}
