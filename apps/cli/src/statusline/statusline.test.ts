import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const NO_COLOR = { NO_COLOR: '1' }
const input = {
  session_id: 'a',
  model: { id: 'claude-opus-4-5', display_name: 'Opus 4.5' },
  workspace: { current_dir: '/shop/src', project_dir: '/shop' },
  cost: { total_cost_usd: 0.4567 },
  context_window: { used_percentage: 42.4 },
}
const line = async (value: unknown): Promise<string> => {
  const stdin = typeof value === 'string' ? value : JSON.stringify(value)
  const { exit, stdout, stderr } = await at.ses('statusline', { stdin, env: NO_COLOR, now: Date.UTC(2026, 2, 10, 12) })
  expect([exit, stderr]).toEqual([0, ''])
  return stdout
}

it('tells model, context and cost in one line', async () => {
  expect(await line(input)).toBe('Opus 4.5 · ctx 42% · $0.46 session\n')
  const used = { context_window_size: 200_000, current_usage: { input_tokens: 10, cache_read_input_tokens: 99_990 } }
  expect(await line({ ...input, context_window: used })).toContain('ctx 50%')
})

it('adds what the last scan knows of today, and the limit that is closest', async () => {
  mkdirSync(at.path('home/.ses/usage'), { recursive: true })
  const days = { '2026-03-10': 3e9, '2026-03-09': 5e9, '2026-02-28': 99e9 }
  writeFileSync(at.path('home/.ses/usage/spend.json'), JSON.stringify({ v: 1, days, projects: { '/shop': 20e9 } }))
  expect(await line(input)).toBe('Opus 4.5 · ctx 42% · $0.46 session · $3.00 today\n')
  writeFileSync(at.path('home/.ses/config.json'), JSON.stringify({ budget: { day: 10, month: 10, project: 100 } }))
  expect(await line(input)).toContain('· $3.00 today · month budget 80 %\n')
})

it.each(['', 'null', '[]', '"x"', '{"model":5}', '\u0000', '{"cost":{"total_cost_usd":"a"}}'])(
  'prints a line for %j',
  async (text) => expect(await line(text)).toBe('ses\n'),
)

it('lets no control character of its input through', async () => {
  const model = { display_name: 'a\u001b[2J\nb' }
  const text = await line({ ...input, model })
  expect(text.split('\n')).toHaveLength(2)
  expect(text).not.toContain('\u001b')
})
