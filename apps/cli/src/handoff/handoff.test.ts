import { rmSync, writeFileSync } from 'node:fs'
import { estimateTokens } from '@ses/reports'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'

it('ses handoff tells how to go on, in 80 columns', async () => {
  writeFileSync(
    at.path('a.jsonl'),
    claudeTranscript({ id: A, prompts: ['Fix the rounding of totals', 'Use cents instead of floats.'] }),
  )
  await at.ses('import a.jsonl')
  const { exit, stdout, stderr } = await at.ses('handoff')
  expect([exit, stderr]).toEqual([0, ''])
  for (const part of [
    'Handoff: Fix the rounding',
    'Open',
    'Decided',
    'Use cents instead of floats.',
    '`src/total.ts`',
    'test: `npm test`',
  ]) {
    expect(stdout).toContain(part)
  }
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  const json = (await at.ses('handoff aaaa --json')).json()
  expect(checkDocument('handoff', json)).toEqual([])
})

it('ses handoff --md fits the tokens it is given, entry by entry', async () => {
  const prompts = Array.from(
    { length: 30 },
    (_, index) => `Use cents instead of floats in part ${index}. Then run the tests.`,
  )
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, prompts }))
  const full = (await at.ses('handoff a.jsonl --md')).stdout
  const small = (await at.ses('handoff a.jsonl --md --max-tokens 300')).stdout
  expect(estimateTokens(small)).toBeLessThanOrEqual(300)
  expect(estimateTokens(full)).toBeGreaterThan(600)
  expect(small).toMatch(/Left out to fit 300 tokens: .*prompts/)
  for (const line of small.split('\n').filter((each) => each.startsWith('- '))) expect(full).toContain(line)
})

it.each(['handoff a.jsonl --max-tokens 5', 'handoff a.jsonl --max-tokens -1'])('%s is wrong usage', async (line) => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A }))
  expect((await at.ses(line)).exit).toBe(2)
})

it('ses handoff names what was stored when the transcript has gone', async () => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A }))
  await at.ses('import a.jsonl --no-archive')
  rmSync(at.path('a.jsonl'))
  const { exit, stdout, stderr } = await at.ses('handoff')
  expect([exit, stdout]).toEqual([3, ''])
  expect(stderr).toContain('context.md')
})
