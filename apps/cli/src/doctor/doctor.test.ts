import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DoctorDocument } from '@ses/schema'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type RunOptions, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const KEY = ['sk', 'proj', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'].join('-')
const DAY_MS = 86_400_000
const env = { PATH: process.env['PATH'] ?? '' }

function write(path: string, content: string): void {
  mkdirSync(dirname(at.path(path)), { recursive: true, mode: 0o700 })
  writeFileSync(at.path(path), content, { mode: 0o600 })
}

/** What `ses doctor --json` says, held against its schema, and its exit code against what it says. */
async function doctor(flags = '', options: RunOptions = {}): Promise<DoctorDocument> {
  const { exit, json, stderr } = await at.ses(`doctor ${flags} --json`, { env, now: Date.now(), ...options })
  const document = json()
  expect(checkDocument('doctor', document)).toEqual([])
  const told = document as unknown as DoctorDocument
  expect({ exit, stderr }).toEqual({ exit: told.healthy ? 0 : 1, stderr: '' })
  return told
}
const idsOf = (problems: DoctorDocument['problems']): string[] => problems.map(({ id }) => id)

/** Finds `id` first, repairs it, and finds it no more. */
async function isRepaired(id: string): Promise<void> {
  expect(idsOf((await doctor()).problems)).toContain(id)
  const repaired = await doctor('--fix')
  expect(idsOf(repaired.fixed)).toContain(id)
  expect(idsOf(repaired.problems)).not.toContain(id)
  expect(idsOf((await doctor()).problems)).not.toContain(id)
}

function events(lines: readonly string[], folder = A): void {
  write(`.ses-logs/${folder}/events.jsonl`, lines.map((line) => `${line}\n`).join(''))
}
const event = (hook: string, payload: object = {}): string =>
  JSON.stringify({
    v: 1,
    at: Date.now() - DAY_MS,
    agent: 'claude-code',
    hook,
    session_id: A,
    payload: { session_id: A, cwd: at.root, hook_event_name: hook, ...payload },
  })

async function importOne(): Promise<void> {
  write(`home/.claude/projects/-work-shop/${A}.jsonl`, claudeTranscript({ id: A }))
  await at.ses('import --no-archive', { env })
}

describe('ses doctor', () => {
  it('is friendly where nothing is, and makes nothing', async () => {
    const { exit, stdout } = await at.ses('doctor', { env, now: Date.now() })
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^All is well\.\n/)])
    expect(readdirSync(at.root)).toEqual([])
  })

  it('finds nothing after an import, and after enabling every agent', async () => {
    await importOne()
    await at.ses('enable --all', { env })
    const { healthy, problems } = await doctor()
    // Nobody has trusted Codex' hooks yet.
    expect({ healthy, problems: problems.map(({ title }) => title) }).toEqual({
      healthy: false,
      problems: [expect.stringMatching(/^Codex has not been told to trust \d+ of \d+ hooks/)],
    })
  })

  it('tells what, why and what to do, and exits with 1', async () => {
    write('.ses-logs/config.json', '{"max_tokens":"many"}')
    const { exit, stdout } = await at.ses('doctor', { env })
    expect(exit).toBe(1)
    expect(stdout).toContain('1 problem')
    expect(stdout).toContain('✗ invalid config: max_tokens: expected number')
    expect(stdout).toMatch(/fix: correct it in .*config\.json/)
    expect(stdout).toContain('✓ Webhooks arrive')
  })

  it('tells of a file in the place of the store', async () => {
    write('.ses-logs', 'no folder')
    expect((await doctor()).problems).toMatchObject([{ id: 'store', title: expect.stringMatching(/is no folder$/) }])
  })
})

describe('the config', () => {
  it('of the environment counts, too', async () => {
    const { problems } = await doctor('', { env: { ...env, SES_WEBHOOK_URL: 'http://example.com/' } })
    expect(problems).toMatchObject([{ id: 'config', title: expect.stringContaining('SES_WEBHOOK_URL') }])
  })

  it('with a key in it is a warning, whatever the key is called, and never shows the key', async () => {
    write(
      '.ses-logs/config.json',
      JSON.stringify({
        api_key: 'x1',
        env: { OPENAI_API_KEY: 'x2' },
        webhooks: { secret: 'x3', url: `https://h/${KEY}` },
      }),
    )
    const { healthy, problems } = await doctor()
    expect(healthy).toBe(true)
    expect(problems).toMatchObject([{ id: 'keys', severity: 'warning' }])
    expect(problems[0]?.title).toContain('holds api_key, env.OPENAI_API_KEY, webhooks.secret, webhooks.url')
    expect(JSON.stringify(problems)).not.toContain(KEY)
  })

  it('with a key in it is a problem where git keeps it', async () => {
    write('.ses-logs/config.json', '{"api_key":"x1"}')
    const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: at.root, stdio: 'ignore' })
    git('init')
    git('add', '-f', '.ses-logs/config.json')
    const { problems } = await doctor()
    expect(problems.map(({ id, severity }) => [id, severity])).toContainEqual(['keys', 'problem'])
  })
})

describe('hooks', () => {
  it('of which some were taken out are registered again', async () => {
    await at.ses('enable claude-code', { env })
    const path = at.path('.claude/settings.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    delete settings.hooks.Stop
    writeFileSync(path, JSON.stringify(settings))
    expect((await doctor()).problems).toMatchObject([
      { id: 'hooks', title: expect.stringContaining('no hook for Stop') },
    ])
    await isRepaired('hooks')
    expect(readFileSync(path, 'utf8')).toContain('"Stop"')
  })

  it('of which none told of a session that took place since they were registered', async () => {
    await at.ses('enable claude-code', { env })
    await at.ses('enable gemini-cli', { env })
    const later = Date.now() + 60_000
    const transcript = claudeTranscript({ id: A })
      .replaceAll('/work/shop', at.root)
      .replace(/"timestamp":"[^"]+"/g, `"timestamp":"${new Date(later).toISOString()}"`)
    const path = `home/.claude/projects/-work-shop/${A}.jsonl`
    write(path, transcript)
    utimesSync(at.path(path), later / 1000, later / 1000)
    const { problems } = await doctor('', { now: later + 1000 })
    expect(problems).toMatchObject([
      { id: 'silent-hooks', title: expect.stringMatching(/^1 session of Claude Code since .* no hook told of it$/) },
    ])
    expect(problems[0]?.fix).toContain('ses import')
    events([event('SessionStart')])
    expect(idsOf((await doctor('', { now: later + 1000 })).problems)).toEqual([])
  })

  it('that failed are told of with the reason, and forgotten on demand', async () => {
    const now = Date.now()
    const failure = (reason: string): string =>
      `${JSON.stringify({ v: 1, at: now, agent: 'codex', hook: 'Stop', reason })}\n`
    write('.ses-logs/hook-failures.jsonl', `${failure('ENOSPC')}${failure('ENOSPC')}half a li`)
    write('home/.ses/hook-failures.old.jsonl', failure('not_json'))
    const { problems } = await doctor()
    expect(problems).toMatchObject([
      { severity: 'problem', title: 'ENOSPC: 2 times, last in codex Stop in the last day' },
      { severity: 'warning', title: expect.stringContaining('not_json: 1 time') },
    ])
    await isRepaired('hook-failures')
  })
})

describe('the store', () => {
  it('that git would keep is put into .gitignore', async () => {
    execFileSync('git', ['init'], { cwd: at.root, stdio: 'ignore' })
    await importOne()
    await isRepaired('ignored')
    expect(readFileSync(at.path('.gitignore'), 'utf8')).toContain('.ses-logs/')
  })

  it('with a damaged summary.json of a session without hooks is made whole from the transcript', async () => {
    await importOne()
    const path = at.path('.ses-logs', A, 'summary.json')
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, before.slice(0, 100))
    await isRepaired('store')
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  it('with a damaged summary.json of a session with hooks is made whole, and its end is not told twice', async () => {
    events([event('UserPromptSubmit', { prompt: 'Fix it' }), event('SessionEnd', { reason: 'other' })])
    const webhook = { ...env, SES_WEBHOOK_URL: 'http://127.0.0.1:9/' }
    const now = Date.now() + 60_000
    await at.ses('sweep --once --settled --all', { env: webhook, now })
    const outbox = (): string[] => readdirSync(at.path('.ses-logs/outbox')).filter((name) => name.startsWith('msg_'))
    expect(outbox()).toHaveLength(1)
    const path = at.path('.ses-logs', A, 'summary.json')
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, '{')
    const { fixed } = await doctor('--fix', { env: webhook, now })
    expect(idsOf(fixed)).toContain('store')
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(outbox()).toHaveLength(1)
  })

  it('with an index that differs from the folders has it made anew', async () => {
    await importOne()
    write('.ses-logs/index.json', '{}')
    await isRepaired('store')
  })

  it('with files that others may read, and a home like that, gets its modes back', async () => {
    await importOne()
    chmodSync(at.path('.ses-logs', A, 'summary.json'), 0o644)
    chmodSync(at.path('home/.ses/masking.key'), 0o640)
    const { problems } = await doctor()
    expect(idsOf(problems)).toEqual(['home', 'store'])
    await isRepaired('home')
    expect(statSync(at.path('home/.ses/masking.key')).mode & 0o777).toBe(0o600)
    expect(statSync(at.path('.ses-logs', A, 'summary.json')).mode & 0o777).toBe(0o600)
  })

  it('with a lock that nobody holds any more has it removed', async () => {
    await importOne()
    const lock = at.path('.ses-logs/.locks/x.lock')
    mkdirSync(lock, { recursive: true, mode: 0o700 })
    utimesSync(lock, 1, 1)
    expect((await doctor()).healthy).toBe(true)
    await isRepaired('store')
  })

  it('with broken lines in events.jsonl says so; they are nobody’s to repair', async () => {
    events([event('SessionStart'), '{"v":1,"at":12', event('SessionEnd'), '[', ''])
    await at.ses('sweep --once --settled --all', { env, now: Date.now() + 60_000 })
    const { healthy, problems } = await doctor()
    expect(problems).toMatchObject([{ id: 'events', severity: 'warning', repairable: false }])
    expect(problems[0]?.title).toContain('2 lines of events.jsonl')
    expect(healthy).toBe(true)
  })

  it('with a session that is over for long and was never finished finishes it', async () => {
    events([event('UserPromptSubmit', { prompt: 'Fix it' })])
    const old = (Date.now() - DAY_MS) / 1000
    utimesSync(at.path('.ses-logs', A, 'events.jsonl'), old, old)
    await isRepaired('stuck-sessions')
    expect(JSON.parse(readFileSync(at.path('.ses-logs', A, 'state.json'), 'utf8'))).toMatchObject({
      status: 'finalised',
    })
  })

  it('with a mark lost between two events finishes that session, too', async () => {
    events([event('UserPromptSubmit', { prompt: 'Fix it' })])
    await at.ses('sweep --once --all --idle 100000', { env, now: Date.now() })
    rmSync(at.path('.ses-logs/.live'), { recursive: true })
    const old = (Date.now() - DAY_MS) / 1000
    utimesSync(at.path('.ses-logs', A, 'events.jsonl'), old, old)
    await isRepaired('stuck-sessions')
  })
})

describe('what agents write', () => {
  it('in a format that is not known is told with the agent and its version', async () => {
    const row = (n: number): string => JSON.stringify({ type: `new-kind-${n}`, sessionId: A, version: '9.9.9' })
    const known = claudeTranscript({ id: A }).trim().split('\n').slice(0, 2)
    const text = [...known, ...Array.from({ length: 40 }, (_, n) => row(n))].join('\n')
    write(`home/.claude/projects/-work-shop/${A}.jsonl`, `${text}\n`)
    const { problems } = await doctor()
    expect(problems).toMatchObject([
      { id: 'formats', title: expect.stringMatching(/claude-code .*format that is not known/) },
    ])
  })
})

describe('webhooks', () => {
  it('that were given up are told of', async () => {
    const id = 'msg_0123456789abcdef'
    const delivery = {
      v: 1,
      id,
      event: 'session.ended',
      queued_at: 1,
      attempts: 12,
      due_at: 1,
      last: { at: 2, status: 500 },
      body: '{}',
    }
    write(`.ses-logs/outbox/dead/${id}.json`, JSON.stringify(delivery))
    write('.ses-logs/outbox/msg_ffff.json', '{')
    for (const folder of ['.ses-logs', '.ses-logs/outbox', '.ses-logs/outbox/dead']) chmodSync(at.path(folder), 0o700)
    const { problems } = await doctor()
    expect(problems).toMatchObject([
      { id: 'webhooks', cause: 'The last answer was 500.', fix: expect.stringContaining('ses webhook retry --all') },
      { id: 'webhooks', title: expect.stringContaining('msg_ffff.json') },
    ])
  })
})

describe('the archive', () => {
  it('with a file that was cut short is told of', async () => {
    write(`home/.claude/projects/-work-shop/${A}.jsonl`, claudeTranscript({ id: A }))
    await at.ses('import', { env })
    const folder = at.path('home/.ses/archive/2026')
    const file = readdirSync(folder, { recursive: true })
      .map(String)
      .find((name) => name.endsWith('.jsonl.gz'))
    expect(file).toBeDefined()
    writeFileSync(`${folder}/${file}`, readFileSync(`${folder}/${file}`).subarray(0, 200))
    expect(idsOf((await doctor()).problems)).toEqual(['archive'])
  })
})

describe('old prices', () => {
  it('are a warning', async () => {
    const { healthy, problems } = await doctor('', { now: Date.UTC(2028, 0, 1) })
    expect(healthy).toBe(true)
    expect(idsOf(problems)).toEqual(['prices'])
  })
})

describe('ses doctor --pseudonym', () => {
  it('tells the sessions, files and commits that a leaked credential reached', async () => {
    const content = claudeTranscript({ id: A, prompts: [`Use ${KEY} for the totals`] })
    write(`home/.claude/projects/-work-shop/${A}.jsonl`, content)
    await at.ses('import', { env })
    const { stdout: text } = await at.ses(`archive show ${A} --raw`, { env })
    const [placeholder = ''] = /\[masked:[a-z0-9-]+:[0-9a-f]{4}\]/.exec(text) ?? []
    const { exit, json } = await at.ses(['doctor', '--pseudonym', placeholder, '--json'], { env })
    expect([exit, json()]).toEqual([
      0,
      expect.objectContaining({ sessions: [expect.objectContaining({ session_id: A })] }),
    ])
    expect((await at.ses(`doctor --pseudonym ffff --fix`, { env })).exit).toBe(2)
    expect((await at.ses(`doctor --pseudonym nonsense`, { env })).exit).toBe(2)
  })
})
