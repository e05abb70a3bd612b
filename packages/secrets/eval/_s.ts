import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMasker } from '@ses/secrets'

function walk(d: string, o: string[] = []): string[] {
  for (const e of readdirSync(d, { withFileTypes: true })) {
    const p = join(d, e.name)
    if (e.isDirectory()) walk(p, o)
    else if (/\.(jsonl|json|md|txt|log)$/.test(p)) o.push(p)
  }
  return o
}
const m = createMasker()
const seen = new Set<string>()
let n = 0
const by: Record<string, number> = {}
function leaf(t: string, where: string): void {
  for (const f of m.find(t)) {
    n++
    by[f.rule] = (by[f.rule] ?? 0) + 1
    const v = t.slice(f.start, f.end)
    if (seen.has(f.rule + v)) continue
    seen.add(f.rule + v)
    console.log(
      f.rule,
      '|',
      where.slice(20, 70),
      '|',
      JSON.stringify(t.slice(Math.max(0, f.start - 60), f.start)),
      '>>>',
      JSON.stringify(v.slice(0, 100)),
      '<<<',
      JSON.stringify(t.slice(f.end, f.end + 25)),
    )
  }
}
function rec(v: any, w: string): void {
  if (typeof v === 'string') leaf(v, w)
  else if (v && typeof v === 'object') for (const k in v) rec(v[k], w)
}
for (const d of process.argv.slice(2))
  for (const f of walk(d))
    for (const l of readFileSync(f, 'utf8').split('\n')) {
      if (!l) continue
      try {
        rec(JSON.parse(l), f)
      } catch {
        leaf(l, f)
      }
    }
console.log(n, by)
