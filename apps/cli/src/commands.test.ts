import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkDocument, type SchemaName } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript, type TranscriptOptions } from './fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from './fixtures/test-host.ts'

useUtc()
// The first run loads every engine, and a machine that runs all suites at once is slow at it.
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'

function write(path: string, content: string): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
}
const session = (path: string, options: TranscriptOptions = {}): void => write(path, claudeTranscript(options))
const valid = (name: SchemaName, value: unknown): void => expect(checkDocument(name, value)).toEqual([])
const read = (path: string) => readFileSync(at.path(path), 'utf8')

describe('ses reflect', () => {
  it('tells of a transcript what happened, in 80 columns', async () => {
    session('a.jsonl', { id: A })
    const { exit, stdout, stderr } = await at.ses('reflect a.jsonl')
    expect([exit, stderr]).toEqual([0, ''])
    for (const part of ['Fix the rounding of totals', 'claude-code 2.1.220', 'on main', 'Sun 1 Mar 2026 00:00', A]) {
      expect(stdout).toContain(part)
    }
    for (const name of ['Outcome', 'Grade', 'Type', 'Risk', 'Changes', 'Checks', 'Findings', 'Cost', 'Prompts']) {
      expect(stdout).toMatch(new RegExp(`^${name}\\b`, 'm'))
    }
    expect(stdout).toContain('src/total.ts')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(existsSync(at.path('.ses-logs'))).toBe(false)
  })

  it('adds its grade up before your eyes', async () => {
    session('a.jsonl')
    const { stdout } = await at.ses('reflect a.jsonl')
    const sum = /^Grade {2}\S+ · (\d+) of 100\n([\s\S]*?) {2}───\n +(\d+)$/m.exec(stdout)
    const points = [...(sum?.[2] ?? '').matchAll(/^ *([+−]?)(\d+) {2}\S/gm)].map(([, sign, number]) =>
      sign === '−' ? -Number(number) : Number(number),
    )
    expect(points.length).toBeGreaterThan(1)
    expect(points.reduce((total, each) => total + each, 0)).toBe(Number(sum?.[1]))
    expect(sum?.[3]).toBe(sum?.[1])
  })

  it('gives one document that fits its schema, wherever --json stands', async () => {
    session('a.jsonl', { id: A })
    const after = await at.ses('reflect a.jsonl --json')
    const before = await at.ses('--json reflect a.jsonl')
    expect(before.stdout).toBe(after.stdout)
    valid('reflect', after.json())
    expect(after.json()).toMatchObject({ schema_version: 1, summary: { version: '2.0', session: { id: A } } })
  })

  it('reads a transcript from stdin', async () => {
    const { stdout } = await at.ses('reflect -', { stdin: claudeTranscript({ id: A }) })
    expect(stdout).toContain(A)
  })

  it('takes the latest session of the store, and reads its transcript as it is now', async () => {
    session('a.jsonl', { id: A })
    session('b.jsonl', { id: B, start: 5 })
    await at.ses('import a.jsonl b.jsonl')
    session('b.jsonl', { id: B, start: 5, prompts: ['One thing', 'And another'] })
    const { stdout } = await at.ses('reflect')
    expect(stdout).toContain('And another')
    expect((await at.ses('reflect aaaa')).stdout).toContain(A)
  })

  it('tells what was stored when the transcript has gone', async () => {
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl --no-archive')
    rmSync(at.path('a.jsonl'))
    const { exit, stdout, stderr } = await at.ses('reflect latest')
    expect([exit, stderr]).toEqual([0, 'ses: the transcript is gone; this is what was stored of it\n'])
    expect(stdout).toContain('Fix the rounding of totals')
    const json = await at.ses('reflect latest --json')
    valid('reflect', json.json())
    expect(json.stderr).toBe('')
  })

  it('and view tell what there is of a summary that another tool wrote', async () => {
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl')
    rmSync(at.path('a.jsonl'))
    const full = JSON.parse(read(`.ses-logs/${A}/summary.json`))
    const { id, agent, start, end, duration_minutes, type, intent, risk, summary } = full.session
    const { version, changes, activity, review_hints, prompts, scope } = full
    const fixed = { id, agent, start, end, duration_minutes, type, intent, risk, summary }
    write(
      `.ses-logs/${A}/summary.json`,
      JSON.stringify({ version, session: fixed, changes, activity, review_hints, prompts, scope }),
    )
    for (const line of ['reflect latest', 'view latest', 'list']) {
      const { exit, stdout } = await at.ses(line)
      expect([exit, stdout]).toEqual([0, expect.stringContaining('Fix the rounding of totals')])
    }
  })

  it('brings sub-agents in with their session', async () => {
    session(`${A}.jsonl`, { id: A })
    const rows = claudeTranscript({ id: A, prompts: ['Look around'], start: 1 })
      .trimEnd()
      .split('\n')
    const side = rows
      .map((line) => JSON.stringify({ ...JSON.parse(line), isSidechain: true, agentId: 'a1' }))
      .join('\n')
    write(`${A}/subagents/agent-a1.jsonl`, side)
    write(`${A}/subagents/agent-a1.meta.json`, '{"agentType":"Explore"}')
    const { stdout } = await at.ses(`reflect ${A}.jsonl`)
    expect(stdout).toMatch(/^Sub-agents {2}1/m)
    expect(stdout).toContain('Explore')
  })

  it('lets no escape sequence of a transcript through, in text or JSON', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2J\u202eevil\x9b31m'
    session('a.jsonl', { prompts: [`Fix ${evil} this`], file: `src/${evil}.ts`, output: `${evil} 1 failed` })
    for (const line of ['reflect a.jsonl', 'reflect a.jsonl --all', 'reflect a.jsonl --json']) {
      const { exit, stdout } = await at.ses(line)
      expect(exit).toBe(0)
      expect(stdout).toContain('evil')
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
    }
  })

  it('keeps to 80 columns with wide characters', async () => {
    const { displayWidth, prepareWidths } = await import('./terminal/display-width.ts')
    await prepareWidths('日')
    session('a.jsonl', {
      prompts: ['合計の丸め誤差を修正してください。'.repeat(8), '👩‍👩‍👧 '.repeat(60)],
      file: `src/${'合計'.repeat(30)}.ts`,
    })
    const { stdout } = await at.ses('reflect a.jsonl')
    for (const line of stdout.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80)
  })

  it('colours for a terminal only, and as it is told', async () => {
    session('a.jsonl')
    const coloured = async (tty: boolean, env: Record<string, string> = {}): Promise<boolean> =>
      (await at.ses('reflect a.jsonl', { tty, env })).stdout.includes('\x1b[')
    expect([
      await coloured(false),
      await coloured(true),
      await coloured(true, { NO_COLOR: '1' }),
      await coloured(false, { FORCE_COLOR: '1' }),
      await coloured(true, { FORCE_COLOR: '0' }),
      await coloured(true, { TERM: 'dumb' }),
      await coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' }),
    ]).toEqual([false, true, false, true, false, false, false])
  })

  it.each([
    ['reflect gone.jsonl', 3, 'not_found', /gone\.jsonl/],
    ['reflect nosuchid', 3, 'not_found', /nosuchid/],
    ['reflect', 3, 'not_found', /no session yet/],
    ['reflect notes.json', 2, 'unknown_format', /notes\.json/],
    ['reflect empty.jsonl', 2, 'unknown_format', /empty\.jsonl/],
    ['reflect binary.jsonl', 2, 'unknown_format', /binary\.jsonl/],
    ['reflect dir', 2, 'usage', /ses import dir/],
  ])('%s exits %i', async (line, exit, code, message) => {
    write('notes.json', '{"hello":1}')
    write('empty.jsonl', '')
    write('binary.jsonl', '\x00\x01\x02')
    write('dir/a.jsonl', '')
    const text = await at.ses(line)
    expect([text.exit, text.stdout]).toEqual([exit, ''])
    expect(text.stderr).toMatch(/^ses: .+\n {2}fix: .+\n$/)
    expect(text.stderr).toMatch(message)
    const json = await at.ses(`${line} --json`)
    valid('error', json.json())
    expect([json.exit, json.stderr, (json.json()['error'] as { code: string }).code]).toEqual([exit, '', code])
  })
})

describe('ses import', () => {
  it('writes each session into a folder of its own and says so', async () => {
    session('t/a.jsonl', { id: A })
    session('t/deep/b.jsonl', { id: B, start: 2 })
    write('t/readme.json', '{}')
    const { exit, stdout, stderr } = await at.ses('import t')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain('2 sessions in .ses-logs: 2 new')
    expect(stdout).toContain('t/readme.json: no known agent writes such a file')
    valid('summary', JSON.parse(read(`.ses-logs/${A}/summary.json`)))
    valid('metadata', JSON.parse(read(`.ses-logs/${A}/metadata.json`)))
    valid('index', JSON.parse(read('.ses-logs/index.json')))
    expect(read(`.ses-logs/${A}/context.md`)).toContain('## Asked\n\n- Fix the rounding of totals')
    expect(statSync(at.path('.ses-logs', A, 'summary.json')).mode & 0o777).toBe(0o600)
  })

  it('parses nothing the second time, and only what has grown the third', async () => {
    session('a.jsonl', { id: A })
    session('b.jsonl', { id: B })
    const parsed = async (): Promise<unknown> => (await at.ses('import a.jsonl b.jsonl --json')).json()['parsed']
    expect(await parsed()).toBe(2)
    expect(await parsed()).toBe(0)
    session('b.jsonl', { id: B, prompts: ['One', 'Two'] })
    expect(await parsed()).toBe(1)
    expect(read(`.ses-logs/${B}/prompts.txt`)).toContain('Two')
    expect(await parsed()).toBe(0)
  })

  it('notices a grown sub-agent', async () => {
    session(`${A}.jsonl`, { id: A })
    write(`${A}/subagents/agent-a1.jsonl`, '')
    await at.ses(`import ${A}.jsonl`)
    write(`${A}/subagents/agent-a1.jsonl`, '{"type":"user"}\n')
    expect((await at.ses(`import ${A}.jsonl --json`)).json()['parsed']).toBe(1)
  })

  it('reads all again when the masking rules have changed, or when it is told to', async () => {
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl')
    write('.ses-logs/config.json', '{"masking":{"literals":["rounding"]}}')
    expect((await at.ses('import a.jsonl --json')).json()['parsed']).toBe(1)
    expect(read(`.ses-logs/${A}/prompts.txt`)).not.toContain('rounding')
    expect((await at.ses('import a.jsonl --force --json')).json()['parsed']).toBe(1)
  })

  it('keeps two sessions whose files have the same name', async () => {
    session('p/session.jsonl', { id: A })
    session('q/session.jsonl', { id: B })
    expect((await at.ses('import p q')).stdout).toContain('2 new')
  })

  it('goes on when a file is binary, broken or foreign', async () => {
    write('t/0.jsonl', 'null\n')
    write('t/1.jsonl', '\x00\x01\x02\x03')
    write('t/2.jsonl', '')
    write(
      't/3.jsonl',
      `null\n[]\n"x"\n{"type":"user","message":null}\n{torn\n${claudeTranscript({ id: A })}{"type":"us`,
    )
    const result = await at.ses('import t --json')
    expect(result.exit).toBe(0)
    expect(result.json()).toMatchObject({
      sessions: [{ id: A, outcome: 'created' }],
      skipped: [{ reason: 'binary' }, { reason: 'unknown_format' }, { reason: 'unknown_format' }],
    })
  })

  it('masks what it stores with a key of the user’s own', async () => {
    const token = `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`
    session('a.jsonl', { id: A, prompts: [`Use ${token} to push`] })
    await at.ses('import a.jsonl')
    for (const name of readdirSync(at.path('.ses-logs', A))) expect(read(`.ses-logs/${A}/${name}`)).not.toContain(token)
    expect(statSync(at.path('home/.ses/masking.key')).mode & 0o777).toBe(0o600)
    const placeholder = /\[masked:[^\]]+\]/.exec(read(`.ses-logs/${A}/prompts.txt`))?.[0]
    const own = await at.ses('mask', { stdin: token })
    const other = createWorkspace()
    const foreign = await other.ses('mask', { stdin: token })
    other.remove()
    expect(own.stdout).toBe(placeholder)
    expect(foreign.stdout).toMatch(/^\[masked:/)
    expect(foreign.stdout).not.toBe(placeholder)
  })

  it('writes nothing when masking cannot run', async () => {
    session('a.jsonl', { id: A })
    write('home/.ses/config.json', '{"masking":{"patterns":["("]}}')
    const { exit, stderr } = await at.ses('import a.jsonl')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('masking.patterns')])
    expect(existsSync(at.path('.ses-logs', A))).toBe(false)
  })

  it.each([
    ['import --agent nobody', 2],
    ['import gone.jsonl', 3],
    ['import notes.json', 2],
  ])('%s exits %i', async (line, exit) => {
    write('notes.json', '{}')
    expect((await at.ses(line)).exit).toBe(exit)
  })

  it('of an empty directory says so', async () => {
    mkdirSync(at.path('empty'))
    expect(await at.ses('import empty')).toMatchObject({
      exit: 0,
      stdout: 'No transcripts there: nothing was imported.\n',
    })
  })
})

describe('ses list', () => {
  beforeEach(async () => {
    session('a.jsonl', { id: A, prompts: ['Fix the rounding'] })
    session('b.jsonl', { id: B, start: 48, prompts: ['合計を直す'] })
    await at.ses('import a.jsonl b.jsonl')
  })

  it('shows the latest first, each in a line', async () => {
    const lines = (await at.ses('list')).stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^bbbbbbbb {3}3 Mar 00:00 {2}claude-code .*合計を直す$/)
    expect(lines[2]).toMatch(/^aaaaaaaa {3}1 Mar 00:00 .*Fix the rounding$/)
  })

  it('fits a terminal of 80 columns', async () => {
    const { displayWidth } = await import('./terminal/display-width.ts')
    const { stdout } = await at.ses('list', { tty: true, columns: 80, env: { NO_COLOR: '1' } })
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80)
  })

  it('gives a document that fits its schema', async () => {
    const { json } = await at.ses('list --json')
    valid('list', json())
    expect(json()).toMatchObject({ total: 2, sessions: [{ id: B }, { id: A }] })
  })

  it.each([
    ['--limit 1', [B]],
    ['--since 2026-03-02', [B]],
    ['--until 2026-03-01', [A]],
    ['--until 2026-03-01T00:00:00Z', []],
    ['--since 8d', [B]],
    ['--since 1d', []],
    ['--agent codex', []],
    ['--agent claude-code', [B, A]],
    ['--project /work/shop', [B, A]],
    ['--project /work', [B, A]],
    ['--project /work/sho', []],
  ])('narrowed by %s', async (options, ids) => {
    const { json } = await at.ses(`list --json ${options}`)
    expect((json()['sessions'] as { id: string }[]).map(({ id }) => id)).toEqual(ids)
  })

  it('does not guess at a time', async () => {
    for (const time of ['yesterday', '2026-13-01', '2026-02-30', '7x']) {
      expect(await at.ses(`list --since ${time}`)).toMatchObject({ exit: 2, stderr: expect.stringContaining(time) })
    }
  })

  it('says when nothing matches, and when nothing is there', async () => {
    expect((await at.ses('list --agent codex')).stdout).toBe('None of 2 sessions matches.\n')
    const empty = createWorkspace()
    expect((await empty.ses('list')).stdout).toMatch(/^No sessions yet\.\n/)
    expect((await empty.ses('list --json')).json()).toEqual({ schema_version: 1, sessions: [], total: 0 })
    expect((await empty.ses('status')).stdout).toContain('none; ses import <path>')
    expect(existsSync(empty.path('.ses-logs'))).toBe(false)
    empty.remove()
  })

  it('leaves a damaged session out and says so', async () => {
    write(`.ses-logs/${A}/summary.json`, '{')
    const { stdout, stderr, exit } = await at.ses('list')
    expect([exit, stdout.split('\n').length, stderr]).toEqual([0, 3, `ses: 1 damaged session folder left out: ${A}\n`])
    expect((await at.ses('status')).stdout).toContain('damaged')
  })

  it('ids are accepted by view and reflect, short or long', async () => {
    for (const id of ['a', 'aaaaaaaa', A]) expect((await at.ses(`view ${id}`)).stdout).toContain(A)
    session('c.jsonl', { id: 'aaaaaaab-1111-4111-8111-111111111111' })
    await at.ses('import c.jsonl')
    const { exit, stderr } = await at.ses('view aaaa')
    expect(exit).toBe(2)
    expect(stderr).toMatch(
      /^ses: ambiguous id: "aaaa" matches 2 sessions\n {4}aaaaaaa.*\n {4}aaaaaaa.*\n {2}fix: .*\n$/,
    )
  })

  it('status tells of the latest', async () => {
    const { stdout } = await at.ses('status')
    expect(stdout).toContain(at.root)
    expect(stdout).toMatch(/^Sessions +2$/m)
    const { json } = await at.ses('status --json')
    valid('status', json())
    expect(json()).toMatchObject({ project: at.root, sessions: { total: 2, active: 0 }, latest: { id: B } })
  })

  it('view shows files with the other sessions that changed them, and commits', async () => {
    expect((await at.ses('view latest')).stdout).toContain('合計を直す')
    expect((await at.ses(`view ${A} --files`)).stdout).toMatch(/src\/total\.ts .*also bbbbbbbb/)
    expect((await at.ses(`view ${A} --commits`)).stdout).toBe('no commit was made\n')
    const { json } = await at.ses(`view ${A} --files --commits --json`)
    valid('view', json())
    expect(json()).toMatchObject({ files: [{ path: 'src/total.ts', other_sessions: [B] }], commits: [] })
  })
})

describe('where the store is', () => {
  it.each([
    ['a repository', '.git/HEAD', 'ref: x'],
    ['a linked work tree', '.git', 'gitdir: /elsewhere'],
  ])('the top of %s, from any folder in it', async (_what, path, content) => {
    write(path, content)
    session('deep/down/a.jsonl', { id: A })
    await at.ses('import a.jsonl', { cwd: 'deep/down' })
    expect(existsSync(at.path('.ses-logs', A))).toBe(true)
    expect((await at.ses('list --json', { cwd: 'deep' })).json()['total']).toBe(1)
  })

  it('or where SES_LOG_DIR says', async () => {
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl', { env: { SES_LOG_DIR: 'elsewhere', SES_HOME: 'mine' } })
    expect(existsSync(at.path('elsewhere', A))).toBe(true)
    expect(existsSync(at.path('mine/masking.key'))).toBe(true)
  })
})

describe('ses mask', () => {
  const token = `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`

  it('gives back the text without its secrets, to the byte', async () => {
    const { exit, stdout, stderr } = await at.ses('mask', { stdin: `\ufeffa=1\r\ntoken ${token}\n\n日本` })
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^\ufeffa=1\r\ntoken \[masked:[^\]]+\]\n\n日本$/)
  })

  it('reports rules and counts on stderr, never a value', async () => {
    write('x.txt', `${token}\n`)
    const { stderr, stdout } = await at.ses('mask x.txt --report')
    expect(stderr).toMatch(/^ +1 {2}[a-z0-9-]+\n$/)
    expect(stdout + stderr).not.toContain(token)
    expect((await at.ses('mask --report', { stdin: 'nothing' })).stderr).toBe('no secret found\n')
  })

  it('as a gate exits 1 when there is a secret and prints no text', async () => {
    expect(await at.ses('mask --check', { stdin: token })).toMatchObject({ exit: 1, stdout: '' })
    expect(await at.ses('mask --check', { stdin: 'nothing' })).toMatchObject({ exit: 0, stdout: '', stderr: '' })
    expect((await at.ses('mask --check --json', { stdin: token })).json()).toMatchObject({
      schema_version: 1,
      total: 1,
    })
  })

  it('takes the literals and patterns of the config', async () => {
    write('.ses-logs/config.json', '{"masking":{"literals":["Project Zebra"],"patterns":["INT-[0-9]{4}"]}}')
    const { stdout } = await at.ses('mask', { stdin: 'Project Zebra, INT-1234' })
    expect(stdout).toMatch(/^\[masked:literal:[^\]]+\], \[masked:custom:[^\]]+\]$/)
  })

  it('of a file that is not there exits 3', async () => {
    expect((await at.ses('mask gone.txt')).exit).toBe(3)
  })
})

describe('ses config', () => {
  it('merges the project’s over the user’s, value by value', async () => {
    write('home/.ses/config.json', '{"model":"m1","budget":{"day":1,"month":2}}')
    write('.ses-logs/config.json', '{"budget":{"day":9}}')
    const value = async (key: string) => (await at.ses(`config get ${key} --json`)).json()['value']
    expect(await value('budget')).toEqual({ day: 9, month: 2 })
    expect(await value('model')).toBe('m1')
    expect(await value('max_tokens')).toBe(1000)
    expect((await at.ses('config get budget.day')).stdout).toBe('9\n')
    expect((await at.ses('config get nope')).exit).toBe(3)
  })

  it('shows no secret unless it is asked for by name', async () => {
    write('home/.ses/config.json', '{"api_key":"sk-secret","webhooks":{"secret":"s3"},"env":{"OPENAI_API_KEY":"s3"}}')
    expect((await at.ses('config get')).stdout).not.toMatch(/sk-secret|s3/)
    expect((await at.ses('config get webhooks.secret --show-secrets')).stdout).toBe('s3\n')
  })

  it('names its files', async () => {
    write('.ses-logs/config.json', '{}')
    const { stdout } = await at.ses('config path')
    expect(stdout).toBe(`${at.path('.ses-logs/config.json')}\n${at.path('home/.ses/config.json')} (not there)\n`)
  })

  it.each([
    [
      '{"patterns":{"thresholds":{"error_rate_concern":"x"}}}',
      'patterns.thresholds.error_rate_concern: expected number',
    ],
    ['{"nope":1}', 'nope: unknown key'],
    ['{', 'expected JSON'],
  ])('%s is an error that names the path and the file', async (content, message) => {
    write('.ses-logs/config.json', content)
    const { exit, stderr } = await at.ses('config get')
    expect(exit).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain(at.path('.ses-logs/config.json'))
  })

  it('changes what it says it changes', async () => {
    session('a.jsonl')
    const grade = async () =>
      ((await at.ses('reflect a.jsonl --json')).json()['summary'] as { grade: { bonuses: { points: number }[] } }).grade
    const before = await grade()
    write('.ses-logs/config.json', '{"grading":{"base":10}}')
    expect((await grade()).bonuses[0]?.points).toBe(10)
    expect(before.bonuses[0]?.points).not.toBe(10)
  })
})

describe('ses schema', () => {
  it('names every schema and prints each as JSON', async () => {
    const names = (await at.ses('schema')).stdout.trim().split('\n')
    expect(names).toContain('summary')
    for (const name of names) expect((await at.ses(`schema ${name}`)).json()).toHaveProperty('$schema')
    expect((await at.ses('schema nope')).exit).toBe(2)
  })
})

describe('ses completion', () => {
  it('prints a script, and answers it with commands and session ids', async () => {
    expect((await at.ses('completion')).stdout).toContain('--get-yargs-completions')
    expect((await at.ses('--get-yargs-completions ses st')).stdout).toContain('status')
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl')
    expect((await at.ses('--get-yargs-completions ses view aa')).stdout).toContain(A)
  })
})

describe('what went wrong', () => {
  it('is told as a bug when nothing else fits, without a stack', async () => {
    const host = { stdout: { write: () => {} }, stderr: { write: () => {} } }
    const { reportError, errorLines } = await import('./error-report.ts')
    expect(host).toBeDefined()
    const report = reportError(new TypeError('x is not a function\n  at y'))
    expect(report).toMatchObject({ code: 'internal', exit: 70 })
    expect(errorLines(report)).toMatch(/^ses: a bug in ses: TypeError: x is not a function\n {2}fix: .+\n$/)
  })

  it('adds where it happened under SES_LOG, and log lines go to stderr', async () => {
    session('a.jsonl', { id: A })
    const { stdout, stderr } = await at.ses('import a.jsonl --json', { env: { SES_LOG: 'debug' } })
    expect(JSON.parse(stdout)).toMatchObject({ parsed: 1 })
    expect(JSON.parse(stderr.split('\n')[0] ?? '')).toMatchObject({ msg: 'imported', folder: A })
  })

  it('names a store that cannot be written', async () => {
    session('a.jsonl')
    write('.ses-logs', 'a file')
    const { exit, stderr } = await at.ses('import a.jsonl')
    expect([exit, stderr]).toEqual([5, expect.stringContaining('cannot write')])
  })

  it.each([['--version'], ['version']])('ses %s prints the version', async (line) => {
    expect(await at.ses(line)).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it.each([
    ['lits', 'list'],
    ['list --nope', 'nope'],
    ['list --limit', 'limit'],
  ])('ses %s: exit 2 and a hint', async (line, hint) => {
    expect(await at.ses(line)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(hint) })
  })
})
