import type { ListItem } from '@ses/reports'
import type { ExplainedTurn } from '@ses/schema'
import { duration } from '../terminal/amounts.ts'
import { fit } from '../terminal/display-width.ts'
import { clockOf, dateOf } from '../terminal/times.ts'

/** A turn as an entry of a list: the prompt, and below it what came of it. */
export function turnItem(turn: ExplainedTurn, mark: string, sessionStart: string | null): ListItem {
  const prompt = turn.prompt ?? '(before the first prompt)'
  return {
    mark,
    tone: 'strong',
    text: prompt,
    below: [
      verdictLine(turn, sessionStart),
      ...turn.queued.map((text) => `you, meanwhile: ${text}`),
      ...workLines(turn),
    ].filter((line) => line !== ''),
  }
}

function verdictLine(turn: ExplainedTurn, sessionStart: string | null): string {
  const [start, end] = [dateOf(turn.start), dateOf(turn.end)]
  const took = start !== undefined && end !== undefined && +end - +start >= 1000 ? duration(+end - +start) : ''
  const other = start !== undefined && dateOf(sessionStart)?.toDateString() !== start.toDateString()
  const when =
    start === undefined ? '' : `${other ? `${start.getDate()}.${start.getMonth() + 1}. ` : ''}${clockOf(start)}`
  const work = Object.entries(turn.calls).map(([action, number]) => `${number} ${ACTIONS[action] ?? action}`)
  const kind = turn.type === null ? '' : `${turn.type}, ${turn.risk} risk`
  return [when, took, kind, work.slice(0, 5).join(', ')].filter((part) => part !== '').join(' · ')
}

/** Actions as nouns after a number. */
const ACTIONS: Readonly<Record<string, string>> = {
  shell: 'shell',
  subagent: 'sub-agent',
  web_search: 'web search',
  other: 'other',
}

/** What was done in a turn, a line each; none when nothing was. */
export function workLines(turn: ExplainedTurn): string[] {
  const names = turn.files.map(({ path }) => path)
  return [
    ...(names.length === 0 ? [] : [`changed ${some(names, 5)}`]),
    ...checkLines(turn.checks),
    ...turn.commits.map(({ sha, subject }) => `commit ${sha.slice(0, 9)} ${subject ?? ''}`.trim()).slice(-6),
    ...turn.errors
      .slice(0, 4)
      .map(
        ({ tool, what, message, times }) =>
          `failed${times > 1 ? ` ${times} times` : ''}: ${fit(`${tool} ${what}`, 80)}${message === '' ? '' : ` — ${fit(message, 120)}`}`,
      ),
    ...(turn.errors.length > 4 ? [`… ${turn.errors.length - 4} more failed calls`] : []),
    ...turn.incidents
      .slice(0, 3)
      .map(({ kind, detail }) => `${kind.replaceAll('_', ' ')}${detail === '' ? '' : `: ${fit(detail, 120)}`}`),
    ...(turn.answer === null ? [] : [`said: ${turn.answer}`]),
  ]
}

/** Runs whose result is not told are left out where another of their kind tells. */
function checkLines(checks: ExplainedTurn['checks']): string[] {
  const told = new Set(checks.flatMap(({ kind, ok }) => (ok === null ? [] : [kind])))
  const shown = checks.filter(({ kind, ok }) => ok !== null || !told.has(kind)).slice(-6)
  return shown.map(({ kind, command, runs, failed, ok, passed_tests: passed, failed_tests: bad }) => {
    const good = passed ? `passed (${passed})` : 'passed'
    const result = ok === null ? 'with no told result' : ok ? good : bad ? `failed (${bad})` : 'failed'
    const often = runs === 1 ? '' : `, ${runs} runs${failed > 0 ? `, ${failed} failed` : ''}`
    return `${ok === null ? '?' : ok ? '✓' : '✗'} ${kind} ${result}${often}: ${fit(command, 90)}`
  })
}

function some(names: readonly string[], limit: number): string {
  return names.length <= limit + 1
    ? names.join(', ')
    : `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`
}
