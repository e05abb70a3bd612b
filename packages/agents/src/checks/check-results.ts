import {
  type CheckKind,
  type CheckResult,
  type CommandKind,
  commandKind,
  parseShell,
  type ShellCommand,
} from '@ses/model'
import { findSummaries, indexSummaries, type Summary, type SummaryIndex } from './check-summary.ts'
import { exitVerdict, type RanLine } from './exit-verdict.ts'
import { reportSummaries } from './line-reports.ts'
import { TEST_SUMMARIES } from './test-summaries.ts'
import { RUNNER_FAILURES, TOOL_SUMMARIES } from './tool-summaries.ts'

const KINDS: readonly CheckKind[] = ['test', 'build', 'lint', 'typecheck', 'format']
const CHECKS: ReadonlySet<CommandKind | undefined> = new Set(KINDS)
const tools = new Map<CheckKind, SummaryIndex>(KINDS.map((kind) => [kind, indexSummaries(TOOL_SUMMARIES, kind)]))
const tests: SummaryIndex = indexSummaries(TEST_SUMMARIES, 'test')
const runners: SummaryIndex = indexSummaries(RUNNER_FAILURES, 'test')

/** Options with which a tool tells about itself instead of running. */
const NO_RUN = /^--(?:version|help|list-?tests|collect-only|show-?config|print-config|init)$/i
const HEAD = 4 * 1024
const TAIL = 16 * 1024

/**
 * The verdict of each test, build, lint, type-check or format run of a shell line, in its order. The tools' own summaries decide,
 * then the exit code where it can only have come from the run; `ok` is absent when nothing tells. `exitCode` is that of the whole
 * line; where it is unknown, `failed` is the agent's own word that the line failed. Only for lines that ran to their end.
 */
export function checksOf(
  command: string,
  output: string,
  exitCode: number | undefined,
  failed: boolean,
): CheckResult[] {
  const parts = parseShell(command)
  const kinds = parts.map((part) => (part.words.some((word) => NO_RUN.test(word)) ? 'other' : commandKind(part)))
  if (!kinds.some((kind) => CHECKS.has(kind))) return []
  const cut = output.length > HEAD + TAIL
  const text = plainText(cut ? `${output.slice(0, HEAD)}\n${output.slice(-TAIL)}` : output)
  const code = exitCode ?? (failed ? 1 : undefined)
  const line: RanLine = {
    parts,
    silent: kinds.map((kind) => kind === undefined),
    output: text,
    ...(code === undefined ? {} : { exitCode: code }),
  }
  const results: CheckResult[] = []
  const indices = kinds.flatMap((kind, index) => (CHECKS.has(kind) ? [index] : []))
  for (const kind of new Set(indices.map((index) => kinds[index] as CheckKind))) {
    const same = indices.filter((index) => kinds[index] === kind)
    const summaries = summariesOf(
      text,
      kind,
      same.some((index) => isFiltered(parts, index)),
      indices.length === 1,
    )
    for (const [order, index] of same.entries()) {
      const summary = shareOf(summaries, order, same.length, cut)
      const exit = exitVerdict(line, index)
      const ok = summary.ok === false || exit === false ? false : (summary.ok ?? exit)
      results[index] = { kind, ...summary.counts, ...(ok === undefined ? {} : { ok }) }
    }
  }
  return results.filter((result) => result !== undefined)
}

function summariesOf(text: string, kind: CheckKind, filtered: boolean, alone: boolean): Summary[] {
  const found = findSummaries(text, tools.get(kind) as SummaryIndex, filtered)
  if (kind === 'test' || alone) {
    const told = [...findSummaries(text, tests, filtered), ...reportSummaries(text)]
    // A task such as `check` runs tests too: then a failed test fails it, while passed ones prove nothing for the rest.
    if (kind === 'test') found.push(...told)
    else if (told.some(({ ok }) => ok === false)) found.push({ tool: 'tests', at: 0, ok: false, fallback: false })
  }
  const strong = found.filter((summary) => !summary.fallback || summary.ok === false)
  const used = strong.length > 0 ? strong : found
  if (alone) used.push(...findSummaries(text, runners, filtered))
  return used.sort((a, b) => a.at - b.at)
}

interface Share {
  readonly ok?: boolean
  readonly counts: Omit<CheckResult, 'kind' | 'ok'>
}

/** What belongs to the `order`-th of `runs` runs of one kind; with more or fewer summaries than runs only agreement counts. */
function shareOf(summaries: readonly Summary[], order: number, runs: number, cut: boolean): Share {
  if (runs === 1) return merge(summaries, cut)
  if (summaries.length === runs) return merge([summaries[order] as Summary], cut)
  const { ok } = merge(summaries, cut)
  return ok === true ? { ok, counts: {} } : { counts: {} }
}

function merge(summaries: readonly Summary[], cut: boolean): Share {
  const verdicts = summaries.map(({ ok }) => ok)
  const ok = verdicts.includes(false) ? false : verdicts.includes(true) ? true : undefined
  // Of a shortened output some packages' summaries are gone: their sum would be wrong, the last one alone is not.
  const counted = summaries.filter(({ passed, failed, skipped }) => (passed ?? failed ?? skipped) !== undefined)
  if (cut && (counted.length > 1 || counted[0]?.tool === 'go' || counted[0]?.tool === 'tap')) {
    return { ...(ok === undefined ? {} : { ok }), counts: {} }
  }
  const passed = sum(counted, 'passed')
  const failed = sum(counted, 'failed')
  const skipped = sum(counted, 'skipped')
  return {
    ...(ok === undefined ? {} : { ok }),
    counts: {
      ...(passed === undefined ? {} : { passed }),
      ...(failed === undefined ? {} : { failed }),
      ...(skipped === undefined ? {} : { skipped }),
    },
  }
}

function sum(summaries: readonly Summary[], key: 'passed' | 'failed' | 'skipped'): number | undefined {
  let total: number | undefined
  for (const summary of summaries) if (summary[key] !== undefined) total = (total ?? 0) + summary[key]
  return total
}

/** Whether the part's output went through something that drops lines. */
function isFiltered(parts: readonly ShellCommand[], index: number): boolean {
  for (let at = index; parts[at]?.next === '|'; at++) {
    if (/^(?:.*\/)?(?:[ef]?grep|rg|head|tail|sed|awk|select-string|findstr)$/i.test(parts[at + 1]?.words[0] ?? ''))
      return true
  }
  return false
}

const ESCAPE = String.fromCharCode(27)
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]`, 'g')

function plainText(text: string): string {
  const bare = text.includes(ESCAPE) ? text.replace(ANSI, '') : text
  return bare.includes('\r') ? bare.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : bare
}
