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
  /** Text without which the line cannot match; looked for before any pattern is tried. */
  readonly needle: string
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

const MAX_LINE = 400

/** All summaries of a kind in a text, in the order of the text. `filtered` when the text went through a filter such as grep. */
export function findSummaries(
  text: string,
  kind: CheckKind,
  lines: readonly SummaryLine[],
  filtered: boolean,
): Summary[] {
  const hits: { at: number; rule: SummaryLine; match: RegExpExecArray }[] = []
  for (const rule of lines) {
    if (!rule.kinds.includes(kind)) continue
    for (let at = text.indexOf(rule.needle); at >= 0; ) {
      const start = text.lastIndexOf('\n', at) + 1
      const newline = text.indexOf('\n', at)
      const end = newline < 0 ? text.length : newline
      const match = end - start > MAX_LINE ? null : rule.line.exec(plainLine(text.slice(start, end)))
      if (match !== null) hits.push({ at: start, rule, match })
      at = text.indexOf(rule.needle, end)
    }
  }
  hits.sort((a, b) => a.at - b.at)
  return gather(hits, filtered)
}

interface Tally {
  tool: string
  at: number
  ok?: boolean
  numbers: Numbers
  separate: boolean
  fallback: boolean
}

function gather(
  hits: readonly { at: number; rule: SummaryLine; match: RegExpExecArray }[],
  filtered: boolean,
): Summary[] {
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

/** A line without the prefixes of turbo, pnpm, mise, Maven and docker compose. */
function plainLine(line: string): string {
  return line
    .trim()
    .replace(
      /^(?:[@\w/.-]{1,80}:[\w:-]{1,40}: |[@\w/.-]{1,80} (?:test|build|lint|check|type-?check)[\w:-]{0,30}: |\[[\w:.-]{1,40}\] |[\w-]{1,60}-\d+ +\| )/,
      '',
    )
    .trim()
}
