import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'
import { readSpend } from '../usage/spend.ts'
import { claimRefresh } from './refresh-spend.ts'

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

it('says how old its figure of today is when it is old', async () => {
  mkdirSync(at.path('home/.ses/usage'), { recursive: true })
  const spend = at.path('home/.ses/usage/spend.json')
  writeFileSync(spend, JSON.stringify({ v: 1, days: { '2026-03-10': 3e9 }, projects: {} }))
  const written = Date.UTC(2026, 2, 10, 9, 30) / 1000
  utimesSync(spend, written, written)
  expect(await line(input)).toContain('· $3.00 today (2h ago)\n')
  writeFileSync(spend, JSON.stringify({ v: 1, days: null, projects: [] }))
  expect(await line(input)).toBe('Opus 4.5 · ctx 42% · $0.46 session\n')
})

it('has its figures looked up anew by one process at a time, at most every two minutes', () => {
  const user = at.path('home/.ses')
  const minute = 60_000
  const now = Date.UTC(2026, 2, 10, 12)
  const due = (spend: number | undefined, later: number): boolean =>
    claimRefresh(user, spend === undefined ? undefined : { v: 1, days: {}, projects: {}, asOf: spend }, now + later)
  expect([due(undefined, 0), due(undefined, minute), due(undefined, 9 * minute)]).toEqual([true, false, false])
  expect(due(undefined, 11 * minute)).toBe(true)
  const done = now + 12 * minute
  expect([due(done, 13 * minute), due(done, 15 * minute), due(done, 16 * minute)]).toEqual([false, true, false])
  writeFileSync(at.path('blocked'), '')
  expect(claimRefresh(at.path('blocked'), undefined, now)).toBe(false)
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

const bin = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))

/** Needs the bundle that `npm test` builds first. */
describe.skipIf(!existsSync(bin))('the built command', () => {
  vi.setConfig({ testTimeout: 60_000 })

  const print = (stdin: string | Buffer): Promise<{ code: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve, reject) => {
      const home = at.path('home')
      const env = { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home, ...NO_COLOR }
      const child = spawn(process.execPath, [bin, 'statusline'], { cwd: at.root, env })
      const told = { stdout: '', stderr: '' }
      child.stdout.on('data', (data: Buffer) => {
        told.stdout += data.toString()
      })
      child.stderr.on('data', (data: Buffer) => {
        told.stderr += data.toString()
      })
      // It stops reading what is too long: writing on then fails.
      child.stdin.on('error', () => {})
      child.on('error', reject).on('close', (code) => resolve({ code, ...told }))
      child.stdin.end(stdin)
    })
  const told = (stdout: string): object => ({ code: 0, stdout, stderr: '' })
  // Nothing is to be looked up in the background while the workspace is taken away.
  beforeEach(() => {
    mkdirSync(at.path('home/.ses/usage'), { recursive: true })
    writeFileSync(at.path('home/.ses/usage/spend.json'), JSON.stringify({ v: 1, days: {}, projects: {} }))
  })

  it('prints one line for what Claude Code tells it', async () => {
    expect(await print(JSON.stringify(input))).toEqual(told('Opus 4.5 · ctx 42% · $0.46 session · $0 today\n'))
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"model":'],
    ['fields of other types', '{"model":[],"cost":"x","context_window":{"used_percentage":{}}}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 0x80])],
    ['50 MB', Buffer.alloc(50 * 1024 * 1024, 'x')],
    ['50 MB that are JSON', `{"model":{"display_name":"A"},"x":"${'y'.repeat(50 * 1024 * 1024)}"}`],
  ])('prints one line for %s', async (_what, stdin) => {
    expect(await print(stdin)).toEqual(told('$0 today\n'))
  })

  it('brings what it knows of today up to date for the next line', async () => {
    const user = at.path('home/.ses')
    const spend = `${user}/usage/spend.json`
    utimesSync(spend, 1_700_000_000, 1_700_000_000)
    expect((await print(JSON.stringify(input))).stdout).toContain('d ago)\n')
    await vi.waitFor(() => expect(Date.now() - (readSpend(user)?.asOf ?? 0)).toBeLessThan(60_000), 30_000)
    expect(JSON.parse(readFileSync(spend, 'utf8'))).toMatchObject({ v: 1 })
  })
})
