import type { ExplainedTurn } from '@ses/schema'

/** How much of a turn is told: 0 all that is known, then less and less, 3 one line. */
export type TurnLayer = 0 | 1 | 2 | 3

interface Limits {
  readonly prompt: number
  readonly answer: number
  readonly files: number
  readonly checks: number
  readonly errors: number
  readonly message: number
}

const LIMITS: Readonly<Record<TurnLayer, Limits>> = {
  0: { prompt: 3000, answer: 3000, files: 40, checks: 12, errors: 12, message: 400 },
  1: { prompt: 600, answer: 600, files: 12, checks: 4, errors: 4, message: 160 },
  2: { prompt: 160, answer: 160, files: 4, checks: 1, errors: 1, message: 80 },
  3: { prompt: 80, answer: 0, files: 1, checks: 0, errors: 0, message: 0 },
}

/** A turn as text for a model. What does not fit is counted, not silently left out. */
export function turnText(turn: ExplainedTurn, number: number, layer: TurnLayer): string {
  const limits = LIMITS[layer]
  const head = `${number}. ${turn.prompt === null ? '(before the first prompt)' : shorten(turn.prompt, limits.prompt)}`
  const details = [
    ...(limits.answer === 0 ? [] : turn.queued.map((text) => `also asked: ${shorten(text, limits.prompt)}`)),
    ...filesOf(turn, limits.files),
    ...checksOf(turn, limits.checks),
    ...turn.commits.map(({ sha, subject }) => `commit ${sha.slice(0, 9)} ${subject ?? ''}`.trim()),
    ...errorsOf(turn, limits),
    ...turn.incidents
      .slice(0, limits.errors)
      .map(({ kind, detail }) => `${kind} ${shorten(detail, limits.message)}`.trim()),
    ...(turn.answer === null || limits.answer === 0 ? [] : [`answer: ${shorten(turn.answer, limits.answer)}`]),
  ]
  return layer === 3 ? [head, ...details].join('; ') : [head, ...details.map((line) => `   - ${line}`)].join('\n')
}

/** Several turns in one line: what was asked first and last, and sums of the rest. */
export function turnsText(turns: readonly ExplainedTurn[], from: number): string {
  const [first, last] = [turns[0], turns.at(-1)]
  const files = new Set(turns.flatMap((turn) => turn.files.map(({ path }) => path)))
  const failed = turns.reduce((sum, { errors }) => sum + errors.reduce((total, { times }) => total + times, 0), 0)
  const commits = turns.reduce((sum, turn) => sum + turn.commits.length, 0)
  const checks = turns.flatMap((turn) => turn.checks)
  const parts = [
    `${from}–${from + turns.length - 1}. ${turns.length} turns, from “${shorten(first?.prompt ?? '', 60)}” to “${shorten(last?.prompt ?? '', 60)}”`,
    ...(files.size === 0 ? [] : [`changed ${files.size} files`]),
    ...(checks.length === 0
      ? []
      : [`${checks.length} checks, ${checks.filter(({ ok }) => ok === false).length} failed`]),
    ...(commits === 0 ? [] : [`${commits} commits`]),
    ...(failed === 0 ? [] : [`${failed} failed calls`]),
  ]
  return parts.join('; ')
}

function filesOf({ files }: ExplainedTurn, limit: number): string[] {
  if (files.length === 0) return []
  const named = files.slice(0, limit).map(({ path, operations }) => `${shorten(path, 200)} (${operations.join(', ')})`)
  return [`changed ${[...named, ...(files.length > limit ? [`${files.length - limit} more`] : [])].join(', ')}`]
}

function checksOf({ checks }: ExplainedTurn, limit: number): string[] {
  const told = checks.map(({ kind, command, ok, runs, failed }) => {
    const result = ok === null ? 'result unknown' : ok ? 'passed' : 'failed'
    return `${kind} ${result}${runs > 1 ? ` (${runs} runs, ${failed} failed)` : ''}: ${shorten(command, 120)}`
  })
  return withRest(told, limit, 'checks')
}

function errorsOf({ errors }: ExplainedTurn, { errors: limit, message: length }: Limits): string[] {
  const told = errors.map(
    ({ tool, what, message, times }) =>
      `failed${times > 1 ? ` ${times} times` : ''}: ${tool} ${shorten(what, 120)} — ${shorten(message, length)}`,
  )
  return withRest(told, limit, 'failures')
}

/** The last ones, which tell how it ended. */
function withRest(lines: readonly string[], limit: number, noun: string): string[] {
  const rest = lines.length - limit
  return [
    ...(rest > 0 ? [`${rest} ${limit === 0 ? '' : 'earlier '}${noun}`] : []),
    ...(limit === 0 ? [] : lines.slice(-limit)),
  ]
}

/** Start and end of a long text, which hold what was wanted and what was concluded. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  if (limit < 100) return `${text.slice(0, Math.max(0, limit - 1)).trimEnd()}…`
  const head = Math.ceil(limit * 0.7)
  return `${text.slice(0, head).trimEnd()} … ${text.slice(text.length - (limit - head - 3)).trimStart()}`
}
