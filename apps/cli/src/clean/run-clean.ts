import { SesError } from '@ses/model'
import type { ListedSession } from '@ses/schema'
import { isPinned, isRunning, openIndex, pinSession, refreshIndex, removeSession, resolveSession } from '@ses/store'
import { forgetDelivered } from '@ses/webhooks'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { queryOf, readFilter } from '../list/filter-sessions.ts'
import { loadConfig } from '../settings.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { askYes } from './ask-yes.ts'

const DAY_MS = 86_400_000

/** Removes sessions that ended before a time, or says which are never removed. */
export async function runClean(context: Context, input: Input): Promise<number> {
  const [pin, unpin] = [input.text('pin'), input.text('unpin')]
  if (pin !== undefined && unpin !== undefined) throw new SesError('usage', '--pin and --unpin at once')
  if (pin !== undefined) return setPin(context, pin, true)
  if (unpin !== undefined) return setPin(context, unpin, false)
  const choice = await choose(context, input)
  const dryRun = input.flag('dry-run')
  const { old, keep } = choice
  const asked = dryRun || old.length === 0 || input.flag('yes')
  if (!asked) {
    if (context.json || context.host.stdin.isTTY !== true) {
      throw new SesError(
        'unsafe',
        `${count(old.length, 'session')} would be removed; --yes removes them without asking`,
      )
    }
    if (!(await askYes(context, `Remove ${count(old.length, 'session')} older than ${choice.days} days?`))) {
      context.print(['Nothing was removed.'])
      return 0
    }
  }
  if (!dryRun && old.length > 0) {
    for (const session of old) await removeSession(context.store, session)
    await refreshIndex(context.store)
    forgetDelivered(context.places.logs, context.host.now() - choice.days * DAY_MS)
  }
  if (context.json) {
    context.printJson({
      schema_version: 1,
      dry_run: dryRun,
      removed: old.map(({ id, folder, agent, start, end }) => ({ id, folder, agent, start, end })),
      kept: { ...keep, total: choice.total - old.length },
    })
  } else context.print(linesOf(choice, dryRun, context))
  return 0
}

interface Choice {
  readonly days: number
  readonly old: readonly ListedSession[]
  /** Sessions of that age that stay all the same. */
  readonly keep: { readonly active: number; readonly pinned: number; readonly without_time: number }
  readonly total: number
}

async function choose(context: Context, input: Input): Promise<Choice> {
  const days = input.number('days') ?? (await loadConfig(context)).retention?.sessions_days
  if (days === undefined) {
    throw new SesError('usage', 'clean needs --days, or retention.sessions_days in the config')
  }
  const { sessions } = await openIndex(context.store).query(queryOf(readFilter(input, context)))
  const before = context.host.now() - days * DAY_MS
  const keep = { active: 0, pinned: 0, without_time: 0 }
  const old: ListedSession[] = []
  for (const session of sessions) {
    const last = Date.parse(session.end ?? session.start ?? '')
    if (Number.isNaN(last)) keep.without_time += 1
    else if (last >= before) continue
    else if (isRunning(context.store, session)) keep.active += 1
    else if (isPinned(context.store, session.folder)) keep.pinned += 1
    else old.push(session)
  }
  return { days, old, keep, total: sessions.length }
}

async function setPin(context: Context, word: string, pinned: boolean): Promise<number> {
  const { id, folder } = await resolveSession(context.store, word)
  pinSession(context.store, folder, pinned)
  if (context.json) context.printJson({ schema_version: 1, id, pinned })
  else
    context.print([`${context.style.good('✓')} ${neutralise(id)} ${pinned ? 'is never removed' : 'is as any other'}`])
  return 0
}

function linesOf({ old, keep, total, days }: Choice, dryRun: boolean, { style }: Context): string[] {
  const left = total - old.length
  const stay = `${count(left, 'session')} ${left === 1 ? 'stays' : 'stay'}`
  const kept = [
    ...(keep.active > 0 ? [`${keep.active} still active`] : []),
    ...(keep.pinned > 0 ? [`${keep.pinned} pinned`] : []),
    ...(keep.without_time > 0 ? [`${keep.without_time} without a time`] : []),
  ]
  const why = kept.length > 0 ? ` (of the old ones ${kept.join(', ')})` : ''
  if (old.length === 0) return [`Nothing is older than ${days} days; ${stay}${why}.`]
  const named = dryRun
    ? old.map(({ folder, end, start, intent }) => {
        const day = (end ?? start ?? '').slice(0, 10)
        return `    ${neutralise(`${folder}  ${day}  ${intent.slice(0, 60).replace(/\s+/g, ' ')}`)}`
      })
    : []
  const verb = dryRun ? 'would remove' : `${style.good('✓')} removed`
  return [...named, `${verb} ${count(old.length, 'session')}; ${stay}${why}; archives stay`]
}
