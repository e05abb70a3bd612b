import { resolve } from 'node:path'
import type { ArchivedSession } from '@ses/archive'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { readFilter } from '../list/filter-sessions.ts'

/** Sessions that pass `--since`, `--until`, `--agent` and `--project`, which may be a project's name or its directory. */
export function filterArchived(
  sessions: readonly ArchivedSession[],
  context: Context,
  input: Input,
): readonly ArchivedSession[] {
  const { since, until, agent } = readFilter(input, context)
  const project = input.text('project')
  const directory = project === undefined ? '' : resolve(context.host.cwd, project)
  return sessions.filter(({ head }) => {
    const start = head.started_at === null ? Number.NaN : Date.parse(head.started_at)
    if (since !== undefined && !(start >= since)) return false
    if (until !== undefined && !(start <= until)) return false
    if (agent !== undefined && head.agent !== agent) return false
    if (project === undefined || head.project === project || head.cwd === directory) return true
    return head.cwd?.startsWith(`${directory}/`) === true
  })
}
