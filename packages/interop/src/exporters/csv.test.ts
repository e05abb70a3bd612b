import { expect, it } from 'vitest'
import { sampleSession, sampleSummary } from '../fixtures/sample-session.ts'
import { csv } from './csv.ts'

const options = { version: '1' }

it('neutralises cells that a spreadsheet would run: = + - @ at the start', () => {
  for (const start of ['=', '+', '-', '@', '\t=', '＝']) {
    const text = csv.write([{ summary: sampleSummary(`${start}cmd|' /C calc'!A0`) }], options)
    expect(text).not.toMatch(/(^|[,\r\n])"?[=+@＝-]cmd/)
  }
})

it('quotes what holds commas, quotes and line breaks, and ends rows as RFC 4180 says', () => {
  const text = csv.write([{ summary: sampleSummary('a "b", c\nd') }], options)
  const [head, row, rest] = text.split('\r\n')
  expect(head?.startsWith('session,agent,start,')).toBe(true)
  expect(row).toContain('"a ""b"", c d"')
  expect(rest).toBe('')
})

it('leaves what is unknown empty rather than 0', () => {
  const { summary } = sampleSession()
  const row = csv
    .write([{ summary: { ...summary, usage: { ...summary.usage, cost_usd: null } as never } }], options)
    .split('\r\n')[1]
  expect(row).toContain('claude-sonnet-5,,100,')
})
