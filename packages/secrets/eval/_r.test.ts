import { checkSync } from 'recheck'
import { it } from 'vitest'
import { rules } from '../src/rules/index.ts'
process.env['RECHECK_BACKEND'] = 'native'
it('x', { timeout: 600000 }, () => {
  for (const id of ['private-key', 'authorization', 'ini-login', 'vendor-key']) {
    const r: any = rules.find((x) => x.id === id)
    let src: string = (r.pattern ?? r.name).source
    if (r.kind === 'assignment') src = r.name.source
    src = src.replace(/\{(\d+)(,(\d*))?\}/g, (whole: string, low: string, range: string | undefined, high: string, at: number) => { let b = 0; while (src[at - 1 - b] === '\\') b++; if (b % 2) return whole; const least = Math.min(+low, 2); if (range === undefined) return +low > 4 ? '{2}' : whole; if (high === '' || +high - +low > 6) return ['*', '+', '{2,}'][least] as string; return `{${least},${least + Math.min(+high - +low, 2)}}` })
    const atom = String.raw`(?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])`
    src = src.replace(new RegExp(String.raw`\(\?[=!](?:${atom}|\((?:${atom})*\))*\)`, 'g'), (w: string, at: number) => (at + w.length === src.length ? '\\x01' : ''))
    const t = Date.now(); const out = checkSync(`^(?:${src})`, '', { checker: 'automaton', timeout: 60000, maxRepeatCount: 100 })
    console.log(id, out.status, (out as any).complexity?.type, (out as any).error?.kind, Date.now() - t, src.slice(0, 260))
  }
})
