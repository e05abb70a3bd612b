import type { CheckKind } from '@ses/model'

/**
 * A line with which a tool sums up its run. Named groups of `line` say what is in it: `passed`, `failed`, `errors`, `skipped`,
 * `total`, or `list` for a text like `1 failed, 5 passed` or `failures=1`; `suites` is such a list of files, counted as a verdict
 * only; `done` and `of` are equal when all went well.
 */
export interface SummaryLine {
  /** Lines of one tool make up one summary until a number comes twice. */
  readonly tool: string
  readonly kinds: readonly CheckKind[]
  /** Characters one of which the line starts with, `0` for any digit; empty where it may start with anything. */
  readonly starts: string
  /** Text that a line which may start with anything holds; looked for before the pattern is tried. */
  readonly needle?: string
  /** Sees the line trimmed and without the prefixes that task runners put before it. */
  readonly line: RegExp
  /** Verdict of the line itself; default told from its numbers. */
  readonly ok?: boolean
  /** How several summaries of one tool combine: added up (default), or the last one holds all. */
  readonly repeat?: 'last'
  /** The tool prints its failures on a line of their own, so that a filter may have hidden them. */
  readonly separate?: true
  /** Counts only together with an earlier line of the same tool. */
  readonly joins?: true
  /** Says less than other tools' summaries and is used when there is none. */
  readonly fallback?: true
}

/** What one summary says; `ok` is absent when it does not tell. */
export interface Summary {
  readonly tool: string
  /** Offset in the text that was searched. */
  readonly at: number
  readonly ok?: boolean
  readonly passed?: number
  readonly failed?: number
  readonly skipped?: number
  readonly fallback: boolean
}

/** Summary lines of one kind by how they start, so that a line is tried against few patterns. */
export interface SummaryIndex {
  readonly byStart: ReadonlyMap<string, readonly SummaryLine[]>
  readonly anywhere: readonly SummaryLine[]
}

/** The lines that sum up runs of one kind, ready for looking up. */
export function indexSummaries(lines: readonly SummaryLine[], kind: CheckKind): SummaryIndex {
  const byStart = new Map<string, SummaryLine[]>()
  const own = lines.filter(({ kinds }) => kinds.includes(kind))
  for (const line of own) {
    for (const start of line.starts) {
      const known = byStart.get(start)
      if (known === undefined) byStart.set(start, [line])
      else known.push(line)
    }
  }
  return { byStart, anywhere: own.filter(({ starts }) => starts === '') }
}

const MAX_LINE = 400

interface Hit {
  readonly at: number
  readonly rule: SummaryLine
  readonly match: RegExpExecArray
}

/** All summaries in a text, in its order. `filtered` when the text went through a filter such as grep. */
export function findSummaries(text: string, { byStart, anywhere }: SummaryIndex, filtered: boolean): Summary[] {
  const hits: Hit[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end > start && end - start <= MAX_LINE) {
      const line = plainLine(text.slice(start, end))
      const code = line.charCodeAt(0)
      const rules = byStart.get(code >= 48 && code <= 57 ? '0' : line.charAt(0))
      if (rules !== undefined) tryLine(line, start, rules, hits)
    }
    start = end + 1
  }
  for (const rule of anywhere) {
    const needle = rule.needle as string
    for (let at = text.indexOf(needle); at >= 0; ) {
      const start = text.lastIndexOf('\n', at) + 1
      const newline = text.indexOf('\n', at)
      const end = newline < 0 ? text.length : newline
      if (end - start <= MAX_LINE) tryLine(plainLine(text.slice(start, end)), start, [rule], hits)
      at = text.indexOf(needle, end)
    }
  }
  hits.sort((a, b) => a.at - b.at)
  return gather(hits, filtered)
}

function tryLine(line: string, at: number, rules: readonly SummaryLine[], hits: Hit[]): void {
  for (const rule of rules) {
    const match = rule.line.exec(line)
    if (match !== null) hits.push({ at, rule, match })
  }
}

interface Tally {
  tool: string
  at: number
  ok?: boolean
  numbers: Numbers
  separate: boolean
  fallback: boolean
}

function gather(hits: readonly Hit[], filtered: boolean): Summary[] {
  const open = new Map<string, Tally>()
  const tallies: Tally[] = []
  for (const { at, rule, match } of hits) {
    const { numbers, ok } = readMatch(rule, match)
    const current = open.get(rule.tool)
    const clash =
      current !== undefined && (Object.keys(numbers) as (keyof Numbers)[]).some((key) => key in current.numbers)
    if (current !== undefined && (!clash || rule.repeat === 'last')) {
      Object.assign(current.numbers, numbers)
      if (ok !== undefined) current.ok = ok && current.ok !== false
      if (rule.repeat === 'last' && ok !== undefined) current.ok = ok
    } else if (rule.joins !== true) {
      const tally: Tally = {
        tool: rule.tool,
        at,
        numbers,
        separate: rule.separate === true,
        fallback: rule.fallback === true,
      }
      if (ok !== undefined) tally.ok = ok
      open.set(rule.tool, tally)
      tallies.push(tally)
    }
  }
  return tallies.map((tally) => summaryOf(tally, filtered))
}

function summaryOf({ tool, at, ok, numbers, separate, fallback }: Tally, filtered: boolean): Summary {
  const { total, skipped } = numbers
  const failed = numbers.failed === undefined && total === undefined ? undefined : (numbers.failed ?? 0)
  const passed =
    numbers.passed ?? (total === undefined ? undefined : Math.max(0, total - (failed ?? 0) - (skipped ?? 0)))
  const bad = ok === false || (failed !== undefined && failed > 0)
  const hidden = separate && filtered && numbers.failed === undefined
  const good = !hidden && (ok === true || (passed !== undefined && passed > 0))
  return {
    tool,
    at,
    fallback,
    ...(bad ? { ok: false } : good ? { ok: true } : {}),
    ...(passed === undefined ? {} : { passed }),
    ...(failed === undefined ? {} : { failed }),
    ...(skipped === undefined ? {} : { skipped }),
  }
}

interface Numbers {
  passed?: number
  failed?: number
  skipped?: number
  total?: number
}

function readMatch(rule: SummaryLine, match: RegExpExecArray): { numbers: Numbers; ok?: boolean } {
  const groups = match.groups ?? {}
  const numbers: Numbers = groups['list'] === undefined ? {} : countsOf(groups['list'])
  for (const key of ['passed', 'failed', 'skipped', 'total'] as const) {
    if (groups[key] !== undefined) numbers[key] = Number(groups[key])
  }
  if (groups['errors'] !== undefined) numbers.failed = (numbers.failed ?? 0) + Number(groups['errors'])
  let ok = rule.ok
  if (groups['suites'] !== undefined) {
    const suites = countsOf(groups['suites'])
    if ((suites.failed ?? 0) > 0) ok = false
  }
  if (groups['done'] !== undefined) ok = groups['done'] === groups['of']
  if (rule.kinds[0] !== 'test') {
    // Only tests are counted: a linter's numbers are problems, not runs.
    if (numbers.failed !== undefined) ok = numbers.failed === 0
    return ok === undefined ? { numbers: {} } : { numbers: {}, ok }
  }
  return ok === undefined ? { numbers } : { numbers, ok }
}

const MEANING: Readonly<Record<string, keyof Numbers>> = {
  pass: 'passed',
  passed: 'passed',
  succeeded: 'passed',
  successful: 'passed',
  xpassed: 'passed',
  fail: 'failed',
  failed: 'failed',
  failure: 'failed',
  failures: 'failed',
  error: 'failed',
  errors: 'failed',
  skip: 'skipped',
  skips: 'skipped',
  skipped: 'skipped',
  pending: 'skipped',
  pendings: 'skipped',
  omissions: 'skipped',
  todo: 'skipped',
  ignored: 'skipped',
  disabled: 'skipped',
  excluded: 'skipped',
  incomplete: 'skipped',
  xfailed: 'skipped',
}

/** Reads `3 passed`, `failures=1` and `Errors: 2` in any order, adding up what means the same. */
function countsOf(list: string): Numbers {
  const numbers: Numbers = {}
  for (const [, before, word, name, after] of list.matchAll(
    /(\d{1,9}) ([A-Za-z]{1,20})|([A-Za-z]{1,20})[=:] ?(\d{1,9})/g,
  )) {
    const meaning = MEANING[(word ?? name ?? '').toLowerCase()]
    if (meaning !== undefined) numbers[meaning] = (numbers[meaning] ?? 0) + Number(before ?? after)
  }
  return numbers
}

const PREFIX =
  /^(?:[@\w/.-]{1,80}:[\w:-]{1,40}: |[@\w/.-]{1,80} (?:test|build|lint|check|type-?check)[\w:-]{0,30}: |\[[\w:.-]{1,40}\] |[\w-]{1,60}-\d+ +\| )/

/** A line without the prefixes of turbo, pnpm, mise, Maven and docker compose. */
function plainLine(line: string): string {
  const trimmed = line.trim()
  const prefix = PREFIX.exec(trimmed)
  return prefix === null ? trimmed : trimmed.slice(prefix[0].length).trim()
}
