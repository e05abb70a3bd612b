import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMasker, maskJsonLine, rules } from '@ses/secrets'
import { buildAutomaton } from '/work/main/packages/secrets/src/automaton.ts'

function walk(d: string, o: string[] = []): string[] {
  for (const e of readdirSync(d, { withFileTypes: true })) {
    const p = join(d, e.name)
    if (e.isDirectory()) walk(p, o)
    else if (p.endsWith('.jsonl')) o.push(p)
  }
  return o
}
const leaves: string[] = [],
  lines: string[] = []
let bytes = 0
function rec(v: any): void {
  if (typeof v === 'string') leaves.push(v)
  else if (v && typeof v === 'object') for (const k in v) rec(v[k])
}
for (const f of walk('/work/shared/corpus'))
  for (const l of readFileSync(f, 'utf8').split('\n')) {
    if (!l) continue
    lines.push(l)
    bytes += l.length
    try {
      rec(JSON.parse(l))
    } catch {}
  }
const lb = leaves.reduce((a, l) => a + l.length, 0)
const A = buildAutomaton([...new Set(rules.flatMap((r) => r.keywords))])
function ac(t: string): number {
  const { next, firstOutput } = A
  let s = 0,
    h = 0
  for (let i = 0, n = t.length; i < n; i++) {
    const c = t.charCodeAt(i)
    s = c < 128 ? next[(s << 7) | c]! : 0
    if (s >= firstOutput) h++
  }
  return h
}
function sum(t: string): number {
  let s = 0
  for (let i = 0, n = t.length; i < n; i++) s += t.charCodeAt(i)
  return s
}
const m = createMasker()
const jobs: [string, (t: string) => unknown][] = [
  ['sum', sum],
  ['ac', ac],
  ['mask', (t) => m.mask(t).found.length],
  ['jsonline', (t) => maskJsonLine(t, m).length],
  [
    'JSON.parse',
    (t) => {
      try {
        return JSON.parse(t)
      } catch {
        return 0
      }
    },
  ],
]
for (const [what, set, b] of [
  ['leaves', leaves, lb],
  ['lines', lines, bytes],
] as const)
  for (const [name, f] of jobs) {
    if (what === 'leaves' && (name === 'JSON.parse' || name === 'jsonline')) continue
    let best = 1e9
    for (let r = 0; r < 4; r++) {
      const t0 = process.cpuUsage().user
      for (const t of set) f(t)
      best = Math.min(best, (process.cpuUsage().user - t0) / 1e3)
    }
    console.log(what, name, (b / 1e3 / best).toFixed(0), 'MB/s cpu')
  }
