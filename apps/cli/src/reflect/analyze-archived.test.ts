import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
const A = 'aaaaaaaa-1111-4111-8111-111111111111'
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

it('a session is analysed from the archive, to the same result, when its agent has deleted the transcript', async () => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, prompts: ['Fix the rounding of totals'] }))
  await at.ses('import a.jsonl')
  const before = (await at.ses('reflect aaaa --json')).json()['summary'] as Record<string, unknown>
  rmSync(at.path('a.jsonl'))
  const after = await at.ses('reflect aaaa --json')
  expect(after.exit).toBe(0)
  for (const key of ['session', 'changes', 'activity', 'prompts', 'usage', 'grade', 'findings']) {
    expect([key, (after.json()['summary'] as Record<string, unknown>)[key]]).toEqual([key, before[key]])
  }
  expect((await at.ses('reflect aaaa')).stderr).toContain('read from the archive')
})

it('and from what was stored of it when the archive has it not', async () => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, prompts: ['Fix the rounding of totals'] }))
  await at.ses('import a.jsonl --no-archive')
  rmSync(at.path('a.jsonl'))
  const { exit, stderr, stdout } = await at.ses('reflect aaaa')
  expect([exit, stderr.trim()]).toEqual([0, 'ses: the transcript is gone; this is what was stored of it'])
  expect(stdout).toContain('Fix the rounding of totals')
})
