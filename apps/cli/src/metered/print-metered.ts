import type { MeteredChanges, MeteredDocument, MeteredResponse, MeteredSession } from '@ses/schema'
import type { Context } from '../context.ts'
import { count, duration, money, tokens } from '../terminal/amounts.ts'
import { fit, prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'

/** Prints the document, or what it says. */
export async function printMetered(context: Context, document: MeteredDocument): Promise<void> {
  if (context.json) {
    context.printJson(document)
    return
  }
  const shown = neutraliseAll(document)
  await prepareWidths(shown)
  context.print(linesOf(shown, context))
}

function linesOf(document: MeteredDocument, context: Context): string[] {
  const { style, width } = context
  const { session, closed = [], response, changes, budget, notes } = document
  const lines: string[] = []
  for (const id of closed) if (id !== session?.id) lines.push(`Ended ${style.name(id)}, which had been left open`)
  if (session !== null) {
    const verb = style.strong(verbOf(document))
    lines.push(`${verb} ${style.name(session.id)}  ${fit(session.task, Math.max(10, width - 30))}`)
    if (response !== undefined) lines.push(`  ${responseLine(response)}`)
    lines.push(style.faint(`  ${factsOf(session, context)}`))
  }
  if (changes) lines.push(...changeLines(changes, context))
  for (const { scope, limit_usd, spent_usd, state } of budget?.budgets ?? []) {
    if (state === 'ok') continue
    const text = `Budget of the ${scope}: ${money(spent_usd)} of ${money(limit_usd)} spent`
    lines.push(state === 'exceeded' ? style.bad(`${text}: exceeded`) : style.warn(text))
  }
  return [...lines, ...notes.map((note) => (note.startsWith('git:') ? `${style.warn('!')} ${note}` : note))]
}

function verbOf({ action, done, resumed }: MeteredDocument): string {
  if (action === 'start') return resumed === true ? 'Resumed' : 'Started'
  if (action === 'note') return 'Noted in'
  if (action === 'log-ai') return 'Booked to'
  return done ? 'Ended' : 'Open'
}

function responseLine({ provider, model, usage, cost_usd, cost_source, at_least }: MeteredResponse): string {
  const { input_tokens, cache_read_tokens, output_tokens } = usage
  const cached = cache_read_tokens === 0 ? '' : ` and ${tokens(cache_read_tokens)} cached`
  const cost =
    cost_usd === null
      ? 'no price is known: -c gives the cost'
      : `${at_least ? 'at least ' : ''}${money(cost_usd)}${cost_source === 'told' ? ' as told' : ''}`
  return `${provider} ${model}: ${tokens(input_tokens)}${cached} in, ${tokens(output_tokens)} out, ${cost}`
}

function factsOf(session: MeteredSession, { host }: Context): string {
  const { started_at, ended_at, agent, notes, responses, usage, cost_usd, unpriced } = session
  const end = ended_at === null ? host.now() : Date.parse(ended_at)
  const sum = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens + usage.output_tokens
  const missing = unpriced.reduce((total, model) => total + model.responses, 0)
  return [
    ...(agent === null ? [] : [fit(agent, 30)]),
    duration(Math.max(0, end - Date.parse(started_at))),
    ...(notes === 0 ? [] : [count(notes, 'note')]),
    count(responses, 'response'),
    ...(responses === 0 ? [] : [`${tokens(sum)} tokens`, money(cost_usd)]),
    ...(missing === 0 ? [] : [`${count(missing, 'response')} without a price`]),
  ].join(' · ')
}

const MARKS: Readonly<Record<string, string>> = { create: '+', delete: '-', rename: '→' }
const MOST = 20

function changeLines({ files, files_left_out, commits }: MeteredChanges, { style, width }: Context): string[] {
  const room = Math.max(20, width - 24)
  const lines: string[] = []
  if (commits !== null && commits.length > 0) {
    lines.push(style.heading(count(commits.length, 'commit')))
    for (const { sha, subject } of commits.slice(0, MOST))
      lines.push(`  ${style.name(sha.slice(0, 7))} ${fit(subject, width - 10)}`)
    if (commits.length > MOST) lines.push(style.faint(`  … ${commits.length - MOST} more`))
  }
  const total = files.length + files_left_out
  if (total === 0) return [...lines, 'No file was changed.']
  lines.push(style.heading(count(total, 'file')))
  for (const { path, operation, to, added, removed } of files.slice(0, MOST)) {
    const name = fit((to === null ? path : `${path} → ${to}`).replaceAll('\n', '\\n'), room)
    const amount = added === null || added + (removed ?? 0) === 0 ? '' : style.faint(`  +${added} −${removed ?? 0}`)
    lines.push(`  ${MARKS[operation] ?? '~'} ${name}${amount}`)
  }
  return total > MOST ? [...lines, style.faint(`  … ${total - Math.min(MOST, files.length)} more`)] : lines
}
