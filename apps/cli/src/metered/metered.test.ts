import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, type Printed, type RunOptions, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('shop'))
})
afterEach(() => at.remove())

const NOW = Date.UTC(2026, 2, 10, 9)
const HOUR = 3_600_000
const PATH = process.env['PATH'] ?? ''
const SECRET = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`

const ses = (line: string | readonly string[], more: RunOptions = {}): Promise<Printed> =>
  at.ses(line, { cwd: 'shop', now: NOW, ...more, env: { PATH, ...more.env } })

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: at.path(folder),
    env: { PATH, HOME: at.path('home'), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

function repository(folder: string): void {
  mkdirSync(at.path(folder), { recursive: true })
  git(folder, 'init', '-q', '-b', 'main')
  git(folder, 'config', 'user.name', 'A')
  git(folder, 'config', 'user.email', 'a@example.org')
}

function write(path: string, content: string): void {
  mkdirSync(join(at.path('shop', path), '..'), { recursive: true })
  writeFileSync(at.path('shop', path), content)
}

function commit(message: string): void {
  git('shop', 'add', '-A')
  git('shop', 'commit', '-q', '-m', message)
}

const folders = (project = 'shop'): string[] =>
  existsSync(at.path(project, '.ses-logs'))
    ? readdirSync(at.path(project, '.ses-logs')).filter((name) => name.startsWith('m-'))
    : []
const eventsOf = (folder: string, project = 'shop'): Record<string, any>[] =>
  readFileSync(at.path(project, '.ses-logs', folder, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, any>)
const call = 'log-ai -p openai -m gpt-4o --prompt-tokens 1000 --completion-tokens 100 --json'

describe('a session told by hand', () => {
  it('becomes an ordinary stored session that list, view, usage and today show', async () => {
    expect((await ses('start Fix the rounding --agent my-bot')).stdout).toMatch(
      /^Started m-[0-9a-f]{12} {2}Fix the rounding\n {2}my-bot · 0 ms · 0 responses\n$/,
    )
    const [id = ''] = folders()
    await ses('note totals are rounded per line')
    await ses(call)
    await ses('log-ai -p acme -m acme-1 -t 9000 -c 0.25')
    const ended = (await ses(['end', '-n', 'all done', '--json'], { now: NOW + HOUR })).json()
    expect(checkDocument('metered', ended)).toEqual([])
    expect(ended).toMatchObject({
      action: 'end',
      changes: null,
      session: {
        id,
        task: 'Fix the rounding',
        agent: 'my-bot',
        notes: 1,
        responses: 2,
        cost_usd: 0.2535,
        started_at: '2026-03-10T09:00:00.000Z',
        ended_at: '2026-03-10T10:00:00.000Z',
      },
    })
    expect((await ses('list --json')).json()).toMatchObject({
      sessions: [{ id, agent: 'manual', intent: 'Fix the rounding', cost: 0.2535, active: false }],
    })
    expect((await ses(['view', 'latest'])).stdout).toContain('Fix the rounding')
    expect((await ses('usage session --json')).json()).toMatchObject({
      rows: [{ key: id, agent: 'manual', responses: 2, input_tokens: 10_000, output_tokens: 100, cost_usd: 0.2535 }],
    })
    const why = (await ses('usage why latest --json')).json()
    expect(why['entries']).toMatchObject([
      { price: { source: 'catalog' }, cost_usd: 0.0035 },
      { price: { source: 'told', model: 'acme-1' }, cost_usd: 0.25 },
    ])
    const today = (await ses('today --json', { now: NOW + 2 * HOUR })).json()
    expect(checkDocument('today', today)).toEqual([])
    expect(today).toMatchObject({
      projects: [{ project: at.path('shop'), sessions: [{ id }], responses: 2, cost_usd: 0.2535 }],
      totals: { sessions: 1, responses: 2, cost_usd: 0.2535 },
    })
  })

  it('is shown by status while it is open', async () => {
    expect((await ses('status --json')).json()).not.toHaveProperty('open_session')
    await ses('start Fix the rounding')
    const status = (await ses('status --json')).json()
    expect(checkDocument('status', status)).toEqual([])
    expect(status).toMatchObject({ open_session: { task: 'Fix the rounding', ended_at: null } })
    expect((await ses('status')).stdout).toContain('Open      Fix the rounding\n')
    await ses('end')
    expect((await ses('status --json')).json()).not.toHaveProperty('open_session')
  })

  it('holds no secret, and prints no control character of what was typed', async () => {
    await ses(['start', `use ${SECRET}`, '--agent', 'a\u001b[31mb'])
    await ses(['note', `export GITHUB_TOKEN=${SECRET}`])
    const { stdout } = await ses(['end', '-n', SECRET])
    const [id = ''] = folders()
    for (const name of readdirSync(at.path('shop/.ses-logs', id)))
      expect(readFileSync(at.path('shop/.ses-logs', id, name), 'utf8')).not.toContain(SECRET.slice(4, 24))
    expect(stdout).not.toContain(SECRET.slice(4, 24))
    expect(stdout).not.toContain('\u001b')
  })

  it('is for its owner alone and out of sight of git', async () => {
    repository('shop')
    await ses('start x')
    const [id = ''] = folders()
    const modes = ['', id, `${id}/events.jsonl`].map((path) => statSync(at.path('shop/.ses-logs', path)).mode & 0o777)
    expect(modes).toEqual([0o700, 0o700, 0o600])
    expect(git('shop', 'status', '--porcelain')).toBe('')
  })

  it('of a model without a price is unpriced, never free; a total alone costs at least that much', async () => {
    await ses('start x')
    expect(
      (await ses('log-ai -p acme -m acme-1 --prompt-tokens 10 --completion-tokens 5 --json')).json(),
    ).toMatchObject({
      response: { cost_usd: null, cost_source: null },
      session: { cost_usd: null, unpriced: [{ model: 'acme-1', responses: 1 }] },
    })
    expect((await ses('log-ai -p openai -m gpt-4o -t 1000 --json')).json()).toMatchObject({
      response: { cost_usd: 0.0025, cost_source: 'catalog', at_least: true },
    })
    const cached = 'log-ai -p openai -m gpt-4o --prompt-tokens 1000 --cached-tokens 400 -t 1100 --json'
    expect((await ses(cached)).json()).toMatchObject({
      response: { usage: { input_tokens: 600, cache_read_tokens: 400, output_tokens: 100 }, cost_usd: 0.003 },
    })
  })

  it.each([
    'start',
    'note',
    'log-ai -p x -m y',
    'log-ai -p x -t 5',
    'log-ai -m x -t 5',
    'log-ai -p x -m y -t 1.5',
    'log-ai -p x -m y -t 5 --prompt-tokens 6',
    'log-ai -p x -m y --prompt-tokens 5 --cached-tokens 6',
    'log-ai -p x -m y -c 1e99',
  ])('is not told by %s, which is wrong usage', async (line) => {
    await ses('start x')
    expect((await ses(line)).exit).toBe(2)
    expect(eventsOf(folders()[0] ?? '')).toHaveLength(1)
  })

  it.each(['note x', 'end', 'log-ai -p x -m y -t 5'])('must be open for %s', async (line) => {
    const { exit, json } = await ses(`${line} --json`)
    expect([exit, json()]).toMatchObject([3, { error: { code: 'no_active_session' } }])
    expect(folders()).toEqual([])
  })

  it('that cannot be masked is not begun', async () => {
    mkdirSync(at.path('shop/.ses-logs'))
    writeFileSync(at.path('shop/.ses-logs/config.json'), '{"masking":{"patterns":["("]}}')
    expect((await ses(`start ${SECRET}`)).exit).toBeGreaterThan(0)
    expect(folders()).toEqual([])
  })

  it('stays open for days, until its end is told', async () => {
    await ses('start x')
    await ses('sweep --once --settled', { now: NOW + 100 * HOUR })
    expect((await ses('list --json', { now: NOW + 100 * HOUR })).json()).toMatchObject({ sessions: [{ active: true }] })
    expect((await ses('status --json')).json()).toHaveProperty('open_session')
  })
})

describe('one session at a time', () => {
  it('8 parallel starts leave exactly one open session', async () => {
    repository('shop')
    const starts = await Promise.all(Array.from({ length: 8 }, (_, index) => ses(`start task ${index} --json`)))
    expect(starts.map(({ exit }) => exit).sort()).toEqual([0, 4, 4, 4, 4, 4, 4, 4])
    expect(folders()).toHaveLength(1)
    for (const { exit, json } of starts)
      if (exit === 4) expect(json()).toMatchObject({ error: { code: 'session_active' } })
  })

  it('parallel starts that end what was left open leave exactly one open, and every one is there', async () => {
    const starts = await Promise.all(Array.from({ length: 6 }, (_, index) => ses(`start task ${index} --close-stale`)))
    expect(starts.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0, 0])
    const open = folders().filter((folder) => !eventsOf(folder).some(({ hook }) => hook === 'end'))
    expect([folders().length, open.length]).toEqual([6, 1])
  })

  it('32 parallel calls of models are booked exactly', async () => {
    await ses('start x')
    await Promise.all(Array.from({ length: 32 }, () => ses(call)))
    expect((await ses('end --json')).json()).toMatchObject({
      session: { responses: 32, usage: { input_tokens: 32_000, output_tokens: 3200 }, cost_usd: 0.112 },
    })
  })

  it('a start that was killed before its event, or in the middle of it, leaves none open', async () => {
    await ses('start x')
    const [id = ''] = folders()
    rmSync(at.path('shop/.ses-logs', id), { recursive: true })
    expect((await ses('note x')).exit).toBe(3)
    mkdirSync(at.path('shop/.ses-logs', id))
    writeFileSync(at.path('shop/.ses-logs', id, 'events.jsonl'), '{"v":1,"at":17')
    expect((await ses('note x')).exit).toBe(3)
    expect((await ses('start y')).exit).toBe(0)
  })

  it('--resume goes on with the one that is open, or starts one', async () => {
    await ses('start one')
    expect((await ses('start two --resume --json')).json()).toMatchObject({ resumed: true, session: { task: 'one' } })
    expect(folders()).toHaveLength(1)
    await ses('end')
    expect((await ses('start three --resume --json')).json()).toMatchObject({ resumed: false })
    expect(folders()).toHaveLength(2)
  })

  it('one that was left open ends with its last event, and is told nothing of what came later', async () => {
    repository('shop')
    await ses('start one')
    await ses('note x', { now: NOW + HOUR })
    write('later.txt', 'x')
    expect((await ses('recover --json', { now: NOW + 2 * HOUR })).json()).toMatchObject({ done: false, closed: [] })
    const recovered = (await ses('recover --json', { now: NOW + 26 * HOUR })).json()
    expect(recovered).toMatchObject({
      done: true,
      session: { ended_at: '2026-03-10T10:00:00.000Z', end_reason: 'recovered' },
    })
    expect((await ses('list --json')).json()).toMatchObject({ sessions: [{ files_changed: 0, active: false }] })
    expect((await ses('recover --json')).json()).toMatchObject({ done: false, session: null })
  })
})

describe('projects', () => {
  it('no usage is booked to, and no end closes, another repository’s session, also where they share a store', async () => {
    repository('shop')
    repository('other')
    for (const env of [{}, { SES_LOG_DIR: at.path('shared') }] as Record<string, string>[]) {
      await ses('start in shop', { env })
      const other = { cwd: 'other', env }
      expect((await ses(call, other)).exit).toBe(3)
      expect((await ses('end', other)).exit).toBe(3)
      await ses('start in other', other)
      await ses(call, other)
      expect((await ses('end --json', other)).json()).toMatchObject({ session: { task: 'in other', responses: 1 } })
      expect((await ses('end --json', { env })).json()).toMatchObject({ session: { task: 'in shop', responses: 0 } })
      const { projects } = (await ses('today --json', { env })).json() as { projects: Record<string, any>[] }
      const told = projects.map(({ project, sessions }) => [project, sessions.map((each: any) => each.intent)])
      expect(told.sort()).toEqual([
        [at.path('other'), ['in other']],
        [at.path('shop'), ['in shop']],
      ])
    }
  })

  it('a session belongs to the work tree, from any folder in it, and a linked work tree is another project', async () => {
    repository('shop')
    write('src/a.ts', 'one\n')
    commit('first')
    git('shop', 'worktree', 'add', '-q', '../linked')
    await ses('start x', { cwd: 'shop/src' })
    expect((await ses('note from above')).exit).toBe(0)
    expect((await ses('note from the linked one', { cwd: 'linked' })).exit).toBe(3)
    expect((await ses('start y', { cwd: 'linked' })).exit).toBe(0)
  })

  it('that vanished are skipped by today and told', async () => {
    mkdirSync(at.path('gone'))
    await ses('start in gone', { cwd: 'gone' })
    await ses('start here')
    renameSync(at.path('gone'), at.path('moved'))
    const { exit, json } = await ses('today --json')
    expect([exit, json()]).toMatchObject([
      0,
      { projects: [{ project: at.path('shop'), open_session: { task: 'here' } }], vanished: [at.path('gone')] },
    ])
    const page = await ses('today')
    expect(page.stdout).toContain('Gone: ')
    expect(statSync(at.path('home/.ses/projects.json')).mode & 0o777).toBe(0o600)
  })

  it('none at all makes a friendly page', async () => {
    const { exit, stdout } = await ses('today')
    expect([exit, stdout]).toEqual([
      0,
      '2026-03-10  0 sessions · 0 responses · $0\nNothing was done today in a project that ses was used in.\n',
    ])
  })
})

describe('what git says', () => {
  it('holds uncommitted and untracked work, commits, and no phantom commits', async () => {
    repository('shop')
    write('src/a.ts', 'one\n')
    write('lying around.txt', 'x\n')
    commit('before')
    write('lying around.txt', 'y\n')
    await ses('start x')
    write('src/a.ts', 'one\ntwo\n')
    commit('first try')
    git('shop', 'commit', '-q', '--amend', '-m', 'Round once')
    write('untracked.ts', 'x\n')
    await ses('note All tests pass now.')
    const ended = (await ses('end --json')).json()
    expect(ended).toMatchObject({
      changes: {
        files: [
          { path: 'src/a.ts', operation: 'edit', added: 1, removed: 0 },
          { path: 'untracked.ts', operation: 'create' },
        ],
        commits: [{ branch: 'main', subject: 'Round once' }],
      },
    })
    const [id = ''] = folders()
    const summary = JSON.parse(readFileSync(at.path('shop/.ses-logs', id, 'summary.json'), 'utf8')) as Record<
      string,
      any
    >
    expect(summary['changes'].files.map(({ path }: { path: string }) => path)).toEqual(['src/a.ts', 'untracked.ts'])
    // Nobody tells what was read and run, so nobody is blamed.
    expect(summary['findings']).toEqual([])
    expect((await ses('end')).exit).toBe(3)
  })

  it('is told in a repository without commits', async () => {
    repository('shop')
    write('before.ts', 'x\n')
    await ses('start x')
    write('new.ts', 'x\n')
    commit('first')
    expect((await ses('end --json')).json()).toMatchObject({
      changes: { files: [{ path: 'new.ts', operation: 'create' }], commits: [{ subject: 'first' }] },
    })
  })

  it('does not keep a session from beginning or ending when git fails', async () => {
    repository('shop')
    await ses('start x')
    rmSync(at.path('shop/.git/objects'), { recursive: true })
    const { exit, json } = await ses('end --json')
    expect([exit, json()]).toMatchObject([0, { changes: null, session: { end_reason: 'ended' } }])
  })
})

describe('budgets', () => {
  const limit = (budget: object): void => {
    mkdirSync(at.path('home/.ses'), { recursive: true })
    writeFileSync(at.path('home/.ses/config.json'), JSON.stringify({ budget }))
  }

  it('warn first, then are exceeded: exit 1, and the call is booked all the same', async () => {
    limit({ session: 0.005 })
    await ses('start x')
    expect((await ses(call)).exit).toBe(0)
    const warned = await ses('log-ai -p acme -m acme-1 -c 0.001')
    expect([warned.exit, warned.stdout]).toMatchObject([
      0,
      expect.stringContaining('Budget of the session: $0.0045 of $0.0050 spent\n'),
    ])
    const { exit, stdout } = await ses('log-ai -p acme -m acme-1 -c 1')
    expect([exit, stdout]).toMatchObject([1, expect.stringContaining('of $0.0050 spent: exceeded')])
    expect((await ses('end --json')).json()).toMatchObject({
      session: { responses: 3 },
      budget: { exceeded: true, budgets: [{ scope: 'session', state: 'exceeded' }] },
    })
    // Another session has its own.
    expect((await ses('start y')).exit).toBe(0)
  })

  it.each(['day', 'month', 'project'])('of the %s that is exceeded keeps a session from starting', async (scope) => {
    await ses('start x')
    await ses('log-ai -p acme -m acme-1 -c 2')
    await ses('end')
    limit({ [scope]: 1 })
    const { exit, json } = await ses('start y --json')
    expect([exit, json()]).toMatchObject([
      1,
      { done: false, session: null, budget: { exceeded: true, budgets: [{ scope, spent_usd: 2 }] } },
    ])
    expect(folders()).toHaveLength(1)
  })
})
