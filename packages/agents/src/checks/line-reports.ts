import type { Summary } from './check-summary.ts'

/** Counts what Go's and TAP's line-by-line reports say; both have no line that sums all up. */
export function reportSummaries(text: string): Summary[] {
  return [goSummary(text), tapSummary(text)].filter((summary) => summary !== undefined)
}

const GO_PACKAGE =
  /^(?:\[[\w:.-]{1,40}\] )?(?:(ok) +\t?\s*\S+\s+(?:[\d.]+s|\(cached\))|(FAIL)(?:\s+\S+\s+(?:[\d.]+s|\[(?:build|setup) failed\]))?\s*$)/gm
const GO_TEST = /^(?:\[[\w:.-]{1,40}\] )?--- (PASS|FAIL|SKIP): /gm

function goSummary(text: string): Summary | undefined {
  if (!text.includes('ok  \t') && !text.includes('FAIL') && !text.includes('--- PASS: ')) return undefined
  const tests = { PASS: 0, FAIL: 0, SKIP: 0 }
  let good = 0
  let bad = 0
  let at = text.length
  for (const match of text.matchAll(GO_PACKAGE)) {
    at = Math.min(at, match.index)
    if (match[1] === undefined) bad += 1
    else good += 1
  }
  for (const match of text.matchAll(GO_TEST)) {
    at = Math.min(at, match.index)
    tests[match[1] as keyof typeof tests] += 1
  }
  if (good + bad + tests.FAIL === 0) return undefined
  return {
    tool: 'go',
    at,
    fallback: false,
    ok: bad + tests.FAIL === 0,
    // Without -v only failing tests are listed, so passes are told only when they are.
    ...(tests.PASS > 0 ? { passed: tests.PASS } : {}),
    ...(tests.FAIL + tests.PASS > 0 ? { failed: tests.FAIL } : {}),
    ...(tests.SKIP > 0 ? { skipped: tests.SKIP } : {}),
  }
}

function tapSummary(text: string): Summary | undefined {
  if (!text.includes('1..') && !text.includes('TAP version')) return undefined
  // Node's own TAP output ends with its numbers, which are read as a summary.
  if (!/^(?:TAP version \d+|1\.\.\d+)\s*$/m.test(text) || /^# (?:pass|fail) +\d+$/m.test(text)) return undefined
  let [passed, failed, skipped] = [0, 0, 0]
  for (const match of text.matchAll(/^(not )?ok \d+\b([^\n]{0,400})/gm)) {
    const directive = /# (skip|todo)/i.exec(match[2] as string)?.[1]?.toLowerCase()
    if (directive !== undefined) skipped += 1
    else if (match[1] === undefined) passed += 1
    else failed += 1
  }
  if (passed + failed === 0) return undefined
  const at = text.search(/^(?:not )?ok \d/m)
  return { tool: 'tap', at, fallback: false, ok: failed === 0, passed, failed, ...(skipped > 0 ? { skipped } : {}) }
}
