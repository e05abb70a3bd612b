import { checkSync } from 'recheck'
import { it } from 'vitest'
import { rules } from '../src/rules/index.ts'
process.env['RECHECK_BACKEND'] = 'native'
const relax = (src: string): string => { src = src.replace(/\{(\d+)(,(\d*))?\}/g, (whole: string, low: string, range: string | undefined, high: string, at: number) => { let b = 0; while (src[at - 1 - b] === '\\') b++; if (b % 2) return whole; const least = Math.min(+low, 2); if (range === undefined) return +low > 4 ? '{2}' : whole; if (high === '' || +high - +low > 6) return ['*', '+', '{2,}'][least] as string; return `{${least},${least + Math.min(+high - +low, 2)}}` })
    const atom = String.raw`(?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])`
    return src.replace(new RegExp(String.raw`\(\?[=!](?:${atom}|\((?:${atom})*\))*\)`, 'g'), (w: string, at: number) => (at + w.length === src.length ? '\\x01' : '')) }
it('x', { timeout: 600000 }, () => {
  for (const [id, s] of [['pk', (rules.find((x) => x.id === 'private-key') as any).pattern.source],
   ['v1', String.raw`(?:[Uu]ser|USER|login)[A-Za-z]{0,4}[ \t]{0,4}[=:][^\n"'(]{1,80}\n(?:[#;\/][^\n]{0,120}\n){0,3}[ \t]{0,12}(?:\w{1,16}_)?(?:[Pp]ass|PASS)(?:word|WORD|wd)?[ \t]{0,4}[=:][ \t]{0,4}([^\s"'(){},;]{4,64})(?=\s|$)`],
   ['v2', String.raw`(?:user|USER|login)[A-Za-z]{0,4}[ \t]{0,4}[=:][^\n"'(]{1,80}\n(?:[#;\/][^\n]{0,120}\n){0,3}[ \t]{0,12}\w{0,20}(?:pass|PASS)[A-Za-z]{0,4}[ =:\t]{1,9}([^\s"'(){},;]{4,64})(?=\s|$)`],
   ['v3', String.raw`(?:user|USER|login)[ \w]{0,9}[=:][^\n"'(]{1,80}\n[ \t]{0,12}\w{0,20}(?:pass|PASS)[A-Za-z]{0,4}[ =:\t]{1,9}([^\s"'(){},;]{4,64})(?=\s|$)`]] as const) {
    const t = Date.now(); const out: any = checkSync(`^(?:${relax(s)})`, '', { checker: 'automaton', timeout: 50000, maxRepeatCount: 100 })
    console.log('R', id, out.status, out.complexity?.type, out.error?.kind, Date.now() - t)
  }
})
