import { changesOf } from '@ses/classifier'
import type { Session } from '@ses/model'
import { type CheckRun, checkRuns, narrowness } from './check-run.ts'
import { commandParts } from './command-part.ts'
import { eventsInOrder } from './events-in-order.ts'
import { oneLine } from './one-line.ts'
import { planOf } from './plan-of.ts'

const MAX_PLANNED = 8

/** What was brought to an end, in order: commits, pushes and pull requests, finished items of the plan, checks that pass now. */
export function doneItems(session: Session): string[] {
  const landed: string[] = []
  const seen = new Set<string>()
  for (const { event } of eventsInOrder(session)) {
    if (event.type !== 'tool' || event.outcome !== 'ok') continue
    for (const { sha, subject } of event.commits ?? []) {
      if (seen.has(sha.slice(0, 7))) continue
      seen.add(sha.slice(0, 7))
      landed.push(
        `Commit ${sha.slice(0, 10)}${subject === undefined ? '' : `: ${subject.replace(/\s+/g, ' ').trim()}`}`,
      )
    }
    if (event.command === undefined || !/\b(?:push|pr|mr)\b/.test(event.command)) continue
    for (const { words } of commandParts(event.command)) {
      const what = publishedBy(words)
      if (what === undefined) continue
      const link = /https:\/\/\S{1,200}\/(?:pull|merge_requests)\/\d{1,9}/.exec(
        (event.output ?? '').slice(0, 8000),
      )?.[0]
      const line = `${what}${link === undefined || what.startsWith('Pushed') ? '' : `: ${link}`}`
      if (landed.at(-1) !== line) landed.push(line)
    }
  }
  const planned = planOf(session).items.filter(({ done, status }) => done && !/cancel|skip/.test(status))
  const shown = planned.slice(-MAX_PLANNED).map(({ text }) => `Planned and done: ${text}`)
  if (planned.length > MAX_PLANNED) shown.unshift(`${planned.length - MAX_PLANNED} earlier items of the plan are done`)
  return [...landed, ...shown, ...passing(session)]
}

function publishedBy(words: readonly string[]): string | undefined {
  const plain = words.filter((word) => !word.startsWith('-'))
  if (plain[0] === 'git' && plain[1] === 'push')
    return `Pushed${words.some((word) => /^(?:-f|--force(?:-with-lease)?(?:=.*)?)$/.test(word)) ? ' by force' : ''}: \`${oneLine(words.join(' '), 120)}\``
  if (plain[0] === 'gh' && plain[1] === 'pr' && plain[2] === 'create') return 'Pull request opened'
  if (plain[0] === 'gh' && plain[1] === 'pr' && plain[2] === 'merge') return 'Pull request merged'
  return plain[0] === 'glab' && plain[1] === 'mr' && plain[2] === 'create' ? 'Merge request opened' : undefined
}

const WORDS = {
  test: 'Tests pass',
  build: 'The build works',
  lint: 'Linting passes',
  typecheck: 'Types check',
  format: 'Formatting is right',
} as const

/** The last run of each kind, where it passed; and whether files were changed after it. */
function passing(session: Session): string[] {
  const last = new Map<CheckRun['kind'], CheckRun>()
  const runs = checkRuns(session)
  for (const run of runs) if (run.ok !== undefined) last.set(run.kind, run)
  const order = new Map(session.events.map((event, index) => [event.id, index]))
  const changed = Math.max(
    -1,
    ...changesOf(session)
      .files.filter(({ category }) => category === 'source' || category === 'test')
      .map(({ events }) => order.get(events.at(-1) ?? '') ?? -1),
  )
  return [...last.values()]
    .filter(({ ok }) => ok === true)
    .map((latest) => {
      const at = ({ event }: CheckRun): number => order.get(event) ?? 0
      // Of the runs that saw the last change the one of the whole says most.
      const fresh = runs.filter((run) => run.kind === latest.kind && run.ok === true && at(run) > changed)
      const { kind, passed, command } = fresh.reduce(
        (a, b) => (narrowness(b) <= narrowness(a) ? b : a),
        fresh[0] ?? latest,
      )
      const number = passed === undefined || passed === 0 ? '' : ` (${passed} passed)`
      const stale = fresh.length === 0 ? ', before the last change' : ''
      return `${WORDS[kind]}${number}${stale}: \`${oneLine(command, 120).replaceAll('`', 'ˋ')}\``
    })
}
