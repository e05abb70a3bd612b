import { count, duration } from '../../terminal/amounts.ts'
import { fit, fitPath, wrap } from '../../terminal/display-width.ts'
import { dateOf, spanOf } from '../../terminal/times.ts'
import type { ReflectView } from '../reflect-view.ts'
import type { Section } from '../section.ts'

const MAX_MODELS = 4

/** What it was, whose, when and where. */
export const header: Section = (view, page) => {
  const { style, width } = page
  const { session } = view.summary
  const title = session.intent || session.title || 'A session without a request'
  const models = session.models.length > MAX_MODELS ? [...session.models.slice(0, MAX_MODELS), '…'] : session.models
  const version = session.agent_version === null ? '' : ` ${session.agent_version}`
  const lines = [
    `${session.agent}${version}${models.length > 0 ? ` · ${models.join(' · ')}` : ''}`,
    timesOf(view),
    placeOf(view, width),
    `${session.id} · ${count(session.turns, 'turn')} · ${count(session.tool_calls, 'tool call')}`,
  ]
  return [
    ...wrap(title, width).map(style.strong),
    ...lines.filter((line) => line !== '').map((line) => style.faint(fit(line, width))),
  ]
}

function timesOf({ summary: { session } }: ReflectView): string {
  const start = dateOf(session.start)
  const end = dateOf(session.end)
  if (start === undefined) return 'no time recorded'
  if (end === undefined || +end === +start) return spanOf(start, start)
  return `${spanOf(start, end)} · ${duration(+end - +start)}`
}

function placeOf({ summary: { session }, home }: ReflectView, width: number): string {
  const { cwd, git_branch: branch, forked_from: fork } = session
  const folder = cwd === null ? '' : home !== '' && cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd
  const rest = [branch ? `on ${branch}` : '', fork ? `· forked from ${fork.slice(0, 12)}` : ''].filter(
    (part) => part !== '',
  )
  return [fitPath(folder, Math.max(20, width - rest.join(' ').length - 1)), ...rest].join(' ').trim()
}
