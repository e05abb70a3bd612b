import { existsSync } from 'node:fs'
import type { StatusDocument } from '@ses/schema'
import { openIndex } from '@ses/store'
import type { Context } from '../context.ts'
import { count, money } from '../terminal/amounts.ts'
import { fit, fitPath, prepareWidths } from '../terminal/display-width.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { dateOf, momentOf } from '../terminal/times.ts'

/** Prints the project's state. */
export async function runStatus(context: Context): Promise<number> {
  const { places, store } = context
  const index = openIndex(store)
  const { sessions, active } = await index.stats()
  const document: StatusDocument = {
    schema_version: 1,
    project: places.project,
    log_dir: places.logs,
    agents: [],
    sessions: { total: sessions, active },
    latest: (await index.query({}, 1)).sessions[0] ?? null,
    ...(await openToldSession(context)),
    warnings: (await index.damaged()).map((folder) => `${folder}: its summary.json is damaged`),
  }
  if (context.json) context.printJson(document)
  else {
    await prepareWidths(document)
    context.print(linesOf(document, context))
  }
  return 0
}

/** The session that is told by hand. Only where one was ever started are readers and prices loaded. */
async function openToldSession(context: Context): Promise<Pick<StatusDocument, 'open_session'>> {
  const { readPointer } = await import('../metered/open-pointer.ts')
  if (readPointer(context) === undefined) return {}
  const { openMetered } = await import('../metered/open-metered.ts')
  const open = await openMetered(context)
  return open === undefined ? {} : { open_session: open }
}

function linesOf(
  { project, log_dir, sessions, latest, open_session, warnings }: StatusDocument,
  context: Context,
): string[] {
  const { style, width, host } = context
  const label = (name: string, text: string): string => `${style.heading(name.padEnd(9))} ${text}`
  const made = existsSync(log_dir) ? '' : style.faint(' (not there yet)')
  const lines = [
    label('Project', fitPath(project, width - 10)),
    label('Store', `${fitPath(log_dir, width - 28)}${made}`),
    label(
      'Sessions',
      sessions.total === 0 ? `none; ${style.faint('ses import <path> takes transcripts in')}` : String(sessions.total),
    ),
  ]
  if (sessions.active > 0) lines.push(label('Active', count(sessions.active, 'session')))
  if (open_session !== undefined) {
    const { id, task, responses, cost_usd } = open_session
    const facts = `${id} · ${count(responses, 'response')} · ${money(cost_usd)} · \`ses end\` ends it`
    lines.push(label('Open', fit(neutralise(task), width - 10)))
    lines.push(`${' '.repeat(10)}${style.faint(fit(facts, width - 10))}`)
  }
  if (latest !== null) {
    const start = dateOf(latest.start)
    const when = start === undefined ? 'no time recorded' : momentOf(start, new Date(host.now())).trim()
    const facts = `${latest.folder.slice(0, 13)} · ${when} · ${latest.agent} · grade ${latest.grade} · ${money(latest.cost)}`
    lines.push(label('Latest', fit(neutralise(latest.intent) || '(no request)', width - 10)))
    lines.push(`${' '.repeat(10)}${style.faint(fit(neutralise(facts), width - 10))}`)
  }
  return [...lines, ...warnings.map((warning) => `${style.warn('!')} ${neutralise(warning)}`)]
}
