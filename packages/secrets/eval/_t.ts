import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMasker } from '@ses/secrets'

function walk(d: string, o: string[] = []): string[] {
  for (const e of readdirSync(d, { withFileTypes: true })) {
    const p = join(d, e.name)
    if (e.isSymbolicLink()) continue
    if (e.isDirectory()) walk(p, o)
    else if (/\.(md|ts|mts|js|mjs|cjs|json|py|txt|sh|ya?ml|toml|rst|html|c|h|pl|pm|conf|cfg|css|map)$/.test(p))
      o.push(p)
  }
  return o
}
const m = createMasker()
const seen = new Set<string>()
let n = 0,
  bytes = 0,
  ms = 0
const by: Record<string, number> = {}
for (const d of process.argv.slice(2))
  if (existsSync(d))
    for (const f of walk(d)) {
      const t = readFileSync(f, 'utf8')
      if (t.length > 4e6) continue
      bytes += t.length
      const t0 = performance.now()
      const fs = m.find(t)
      ms += performance.now() - t0
      for (const r of fs) {
        const v = t.slice(r.start, r.end)
        if (seen.has(r.rule + v)) continue
        seen.add(r.rule + v)
        n++
        by[r.rule] = (by[r.rule] ?? 0) + 1
        console.log(
          r.rule,
          '|',
          f.slice(-50),
          '|',
          JSON.stringify(t.slice(Math.max(0, r.start - 50), r.start)),
          '>>>',
          JSON.stringify(v.slice(0, 80)),
          '<<<',
          JSON.stringify(t.slice(r.end, r.end + 15)),
        )
      }
    }
console.log(n, bytes, by, (bytes / ms / 1e3).toFixed(0) + ' MB/s')
