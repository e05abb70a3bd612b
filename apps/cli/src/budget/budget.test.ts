import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
const now = Date.UTC(2026, 2, 11)
beforeEach(() => {
  at = createWorkspace()
  const folder = at.path('home/.claude/projects/-shop')
  mkdirSync(folder, { recursive: true })
  const row = (id: string, time: string, output: number): string =>
    JSON.stringify({
      parentUuid: null,
      isSidechain: false,
      type: 'assistant',
      uuid: id,
      sessionId: 'aaaaaaaa-1111-4111-8111-111111111111',
      requestId: `req_${id}`,
      timestamp: time,
      cwd: at.root,
      message: {
        id: `msg_${id}`,
        model: 'claude-opus-4-5-20251101',
        content: [],
        usage: { input_tokens: 0, output_tokens: output },
      },
    })
  // $5 before this month, $10 in it, $2.50 of that today.
  const rows = [
    row('1', '2026-02-20T10:00:00.000Z', 200_000),
    row('2', '2026-03-02T10:00:00.000Z', 300_000),
    row('3', '2026-03-10T23:00:00.000Z', 100_000),
  ]
  writeFileSync(`${folder}/aaaaaaaa-1111-4111-8111-111111111111.jsonl`, `${rows.join('\n')}\n`)
})
afterEach(() => at.remove())

const check = async (): Promise<{ exit: number; json: Record<string, unknown> }> => {
  const printed = await at.ses('budget check --json', { now: now - 1 })
  return { exit: printed.exit, json: printed.json() }
}

it('compares what was spent with each limit', async () => {
  await at.ses('budget set session=20 day=3 month=9 project=15')
  const { exit, json } = await check()
  expect(exit).toBe(1)
  expect(json).toMatchObject({
    exceeded: true,
    budgets: [
      { scope: 'session', limit_usd: 20, spent_usd: 15, state: 'ok' },
      { scope: 'day', limit_usd: 3, spent_usd: 2.5, state: 'warn' },
      { scope: 'month', limit_usd: 9, spent_usd: 10, state: 'exceeded' },
      { scope: 'project', limit_usd: 15, spent_usd: 15, state: 'warn' },
    ],
  })
  expect((await at.ses('budget show', { now })).exit).toBe(0)
})

it('forecasts the month at its average pace', async () => {
  await at.ses('budget set month 30')
  const { exit, json } = await check()
  expect(exit).toBe(0)
  // Ten of 31 days have passed.
  expect(json['forecast']).toMatchObject({ month_usd: 31, exceeds_month: true })
})

it('takes limits back, keeps a project’s own apart, and refuses nonsense', async () => {
  await at.ses('budget set day 1')
  expect((await check()).exit).toBe(1)
  await at.ses('budget set day 100 --here')
  expect((await check()).exit).toBe(0)
  await at.ses('budget set day off --here')
  await at.ses('budget set day off')
  expect((await at.ses('budget show', { now })).stdout).toContain('No budget is set; $10.00 were spent this month.')
  for (const words of ['week 3', 'day -1', 'day', 'day x', 'day=1=2']) {
    expect((await at.ses(`budget set ${words}`)).exit).toBe(2)
  }
})
