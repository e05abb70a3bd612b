import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Workspace } from '../fixtures/test-host.ts'
import type { Host } from '../host.ts'
import { run } from '../run.ts'

vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const NOW = Date.UTC(2026, 2, 10)

interface Served {
  readonly document: { readonly url: string; readonly port: number; readonly addresses: readonly string[] }
  readonly get: (path: string) => Promise<Record<string, unknown>>
  readonly put: (path: string, body: object) => Promise<Record<string, unknown>>
}

/** Serves while `work` runs, then presses Ctrl-C; answers the exit code. */
async function serving(args: readonly string[], work: (served: Served) => Promise<void>): Promise<number> {
  let begun: (text: string) => void
  const printed = new Promise<string>((resolve) => {
    begun = resolve
  })
  const host: Host = {
    stdin: (async function* () {})(),
    stdout: { write: (text) => begun(String(text)) },
    stderr: { write: () => {} },
    env: { OPENAI_API_KEY: 'sk-live-not-for-everybody' },
    cwd: at.root,
    home: join(at.root, 'home'),
    now: () => NOW,
  }
  const exit = run(['dashboard', '--json', '--port', '0', ...args], host)
  const text = await Promise.race([printed, exit.then(String)])
  const document = JSON.parse(text) as Served['document']
  const { origin } = new URL(document.url)
  const entry = await fetch(document.url, { redirect: 'manual' })
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? ''
  const read = async (answer: Response): Promise<Record<string, unknown>> => {
    expect([answer.url, answer.status]).toEqual([answer.url, 200])
    return (await answer.json()) as Record<string, unknown>
  }
  try {
    await work({
      document,
      get: async (path) => read(await fetch(`${origin}/api/${path}`, { headers: { cookie } })),
      put: async (path, body) =>
        read(
          await fetch(`${origin}/api/${path}`, {
            method: 'PUT',
            headers: { cookie, origin, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        ),
    })
  } finally {
    process.emit('SIGINT')
  }
  return exit
}

it('prints one document with its address, serves, and ends cleanly at Ctrl-C', async () => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A }))
  await at.ses('import a.jsonl')
  const before = process.listenerCount('SIGINT')
  let origin = ''
  const exit = await serving([], async ({ document, get }) => {
    expect(document).toMatchObject({ schema_version: 1, port: expect.any(Number) })
    expect(document.addresses).toContain('127.0.0.1')
    origin = new URL(document.url).origin
    expect(await get('overview')).toMatchObject({ project: at.root, totals: { sessions: 1 } })
    expect(await get('sessions/aaaa')).toMatchObject({ summary: { session: { id: A } }, readable: true })
    const { entries } = (await get('sessions/aaaa/timeline')) as { entries: { type: string; text: string }[] }
    expect(entries[0]).toMatchObject({ type: 'prompt', text: 'Fix the rounding of totals' })
    expect(await get('sessions/aaaa/files')).toMatchObject({
      files: [{ path: 'src/total.ts', edits: [{ diff: ['@@ -1,1 +1,1 @@', '-const a = 1', '+const a = 2'] }] }],
    })
    expect(await get('search?q=rounding')).toMatchObject({ total: 1 })
  })
  expect(exit).toBe(0)
  expect(process.listenerCount('SIGINT')).toBe(before)
  await expect(fetch(origin)).rejects.toThrow()
})

it('shows a session whose transcript is gone from the archive, and one without either as not readable', async () => {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A }))
  await at.ses('import a.jsonl')
  rmSync(at.path('a.jsonl'))
  await serving([], async ({ get }) => {
    expect(await get('sessions/aaaa')).toMatchObject({ readable: true })
    expect(await get('sessions/aaaa/timeline?limit=1')).toMatchObject({ entries: [{ type: 'prompt' }] })
  })
  rmSync(at.path('home/.ses/archive'), { recursive: true })
  await serving([], async ({ get }) => expect(await get('sessions/aaaa')).toMatchObject({ readable: false }))
})

describe('budgets', () => {
  const limits = { session: null, day: 20, month: 300, project: null, warn_at: 0.5 }

  it('set on the page hold for `ses budget`, and the reverse', async () => {
    await at.ses('budget set session 3')
    await serving([], async ({ get, put }) => {
      expect(await get('budgets')).toMatchObject({ limits: { session: 3, day: null, warn_at: 0.8 } })
      expect(await put('budgets', { limits })).toMatchObject({ limits })
    })
    const { budget } = JSON.parse(readFileSync(at.path('home/.ses/config.json'), 'utf8')) as { budget: object }
    expect(budget).toEqual({ day: 20, month: 300, warn_at: 0.5 })
    expect(statSync(at.path('home/.ses/config.json')).mode & 0o777).toBe(0o600)
  })

  it('that the project sets are changed there, since its config wins', async () => {
    await at.ses('budget set day 5 --here')
    await at.ses('budget set day 9')
    await serving([], async ({ put }) => {
      expect(await put('budgets', { limits })).toMatchObject({ limits })
      expect(await put('budgets', { limits: { ...limits, day: null } })).toMatchObject({ limits: { day: null } })
    })
  })
})

it('shows the effective config with its sources, and no secret of it', async () => {
  mkdirSync(at.path('home/.ses'), { recursive: true })
  const user = { api_key: 'sk-user-secret', model: 'mine', masking: { literals: ['hunter2'] } }
  writeFileSync(at.path('home/.ses/config.json'), JSON.stringify(user))
  mkdirSync(at.path('.ses-logs'))
  const project = { max_tokens: 7, webhooks: { url: 'https://hooks.example/T0/secret', secret: 'whsec_secret' } }
  writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify(project))
  await serving([], async ({ get }) => {
    const settings = await get('settings')
    expect(settings['config']).toEqual(
      expect.arrayContaining([
        { key: 'provider', value: 'openai', source: 'default' },
        { key: 'model', value: 'mine', source: 'user' },
        { key: 'max_tokens', value: '7', source: 'project' },
        { key: 'webhooks.url', value: '(set)', source: 'project' },
        { key: 'masking.literals', value: '(1 set)', source: 'user' },
        { key: 'OPENAI_API_KEY', value: '(set)', source: 'environment' },
      ]),
    )
    expect(JSON.stringify(settings)).not.toMatch(/T0|sk-|hunter2|whsec/)
    expect(settings['doctor']).toEqual(expect.any(Array))
  })
})

it('takes the port that was asked for or none', async () => {
  const taken = createServer()
  await new Promise<void>((done) => {
    taken.listen(0, '127.0.0.1', done)
  })
  const { port } = taken.address() as { port: number }
  const printed = await at.ses(`dashboard --no-open --port ${port}`)
  expect(printed).toMatchObject({ exit: 5, stdout: '' })
  expect(printed.stderr).toContain(`port ${port} of 127.0.0.1 is taken`)
  taken.close()
  for (const wrong of ['-1', '65536', '1.5']) expect((await at.ses(`dashboard --port=${wrong}`)).exit).toBe(2)
})

describe('other machines', () => {
  it.each([
    ['dashboard --host 0.0.0.0', {}, '--i-know'],
    ['dashboard --host 192.168.1.1', { SES_DASHBOARD_PASSWORD: 'long enough' }, '--i-know'],
    ['dashboard --host :: --i-know', {}, 'SES_DASHBOARD_PASSWORD'],
    ['dashboard --host 0.0.0.0 --i-know', { SES_DASHBOARD_PASSWORD: 'short' }, 'SES_DASHBOARD_PASSWORD'],
  ])('are refused: %s', async (line, env, message) => {
    const { exit, stderr } = await at.ses(line, { env: env as Record<string, string> })
    expect(exit).toBe(4)
    expect(stderr).toContain(message)
  })

  it('a name is no address', async () => {
    expect((await at.ses('dashboard --host example.com --i-know')).exit).toBe(2)
  })
})
