import type { ReviewFinding } from '@ses/schema'
import { expect, it } from 'vitest'
import { applyBaseline, extendBaseline, parseBaseline } from './baseline.ts'
import { createRulesEngine } from './engines/rules.ts'
import { inputOf } from './fixtures/review-input.ts'
import { sealFindings } from './seal-findings.ts'

async function findings(): Promise<ReviewFinding[]> {
  const files = { 'src/a.ts': ['+debugger'], 'src/b.ts': ['+eval(x)'] }
  return sealFindings((await createRulesEngine().review(inputOf({ files }))).findings, 'rules')
}

it('accepts what it holds, and keeps earlier reasons when it grows', async () => {
  const all = await findings()
  const first = extendBaseline(undefined, all.slice(0, 1), 'known')
  const { findings: open, suppressed } = applyBaseline(all, parseBaseline(JSON.stringify(first)))
  expect([open.length, suppressed.map(({ reason }) => reason)]).toEqual([all.length - 1, ['known']])
  const grown = extendBaseline(first, all, 'later')
  expect(grown.accepted.map(({ reason }) => reason).sort()).toEqual(['known', 'later'])
  expect(applyBaseline(all, grown).findings).toEqual([])
})

it.each(['', 'null', '[]', '{"schema_version":2,"accepted":[]}', '{"schema_version":1,"accepted":[null]}'])(
  'takes %j for none',
  (text) => {
    expect(parseBaseline(text)).toBe(undefined)
  },
)
