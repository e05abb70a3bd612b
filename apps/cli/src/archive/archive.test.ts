import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript, type TranscriptOptions } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

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
// Put together here so that no scanner takes this file for a leak.
const KEY = ['AKIA', 'QX7TRB2MNWLDZ5KP'].join('')
const PEM = [
  `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
  ...Array.from({ length: 12 }, (_, line) =>
    Buffer.from(`${line * 7919}`.repeat(12))
      .toString('base64')
      .slice(0, 64),
  ),
  `-----END ${'RSA PRIVATE'} KEY-----`,
].join('\n')

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
}
const session = (path: string, options: TranscriptOptions = {}): void => write(path, claudeTranscript(options))
const kept = (pattern = /\.gz$/): string[] =>
  (readdirSync(at.path('home/.ses/archive'), { recursive: true, encoding: 'utf8' }) as string[])
    .filter((name) => pattern.test(name))
    .sort()
const text = (name: string): string => gunzipSync(readFileSync(at.path('home/.ses/archive', name))).toString()
const NAME_A = '2026/03/2026-03-01_00-00-01_shop_aaaaaaaa'

describe('ses archive', () => {
  it('keeps a masked copy under a name made of start, project and id', async () => {
    session('t/a.jsonl', { id: A, output: `aws_access_key_id = ${KEY}\n${PEM}` })
    const { exit, stdout, stderr } = await at.ses('archive t')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain('1 session')
    expect(kept()).toEqual([`${NAME_A}.jsonl.gz`])
    const original = readFileSync(at.path('t/a.jsonl'), 'utf8')
    const masked = text(`${NAME_A}.jsonl.gz`)
    expect(original).toContain(KEY)
    expect(masked).not.toContain(KEY)
    for (const line of PEM.split('\n').slice(1, -1)) expect(masked).not.toContain(line)
    expect(masked).toMatch(/\[masked:[a-z0-9-]+:[0-9a-f]{4}\]/)
    const [before, after] = [original, masked].map((all) =>
      all
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
    expect(after).toHaveLength(before!.length)
    expect(after!.map(({ uuid, timestamp, sessionId }) => [uuid, timestamp, sessionId])).toEqual(
      before!.map(({ uuid, timestamp, sessionId }) => [uuid, timestamp, sessionId]),
    )
    expect(statSync(at.path('home/.ses/masking.key')).mode & 0o777).toBe(0o600)
  })

  it('does nothing for what has not changed, and replaces what has grown', async () => {
    session('a.jsonl', { id: A })
    await at.ses('archive a.jsonl')
    expect((await at.ses('archive a.jsonl --json')).json()).toMatchObject({
      sessions: [{ id: A, outcome: 'unchanged' }],
    })
    session('a.jsonl', { id: A, prompts: ['Fix the rounding of totals', 'And the taxes'] })
    expect((await at.ses('archive a.jsonl --json')).json()).toMatchObject({
      sessions: [{ outcome: 'updated', name: NAME_A }],
    })
    expect(kept()).toHaveLength(1)
    expect(text(kept()[0]!)).toContain('And the taxes')
  })

  it('without paths takes the transcripts of the sessions of this project', async () => {
    expect((await at.ses('archive')).stdout).toContain('no sessions yet')
    session('a.jsonl', { id: A })
    await at.ses('import a.jsonl')
    await at.ses('archive')
    expect(kept()).toEqual([`${NAME_A}.jsonl.gz`])
  })

  it('only says what it would do when asked to', async () => {
    session('a.jsonl', { id: A })
    const { stdout, exit } = await at.ses('archive a.jsonl --dry-run')
    expect(exit).toBe(0)
    expect(stdout).toContain(NAME_A)
    expect(() => statSync(at.path('home'))).toThrow()
  })

  it('writes elsewhere and under another name when told to', async () => {
    session('a.jsonl', { id: A })
    await at.ses('archive a.jsonl --out kept --project till')
    expect(readdirSync(at.path('kept/2026/03')).sort()).toEqual([
      '2026-03-01_00-00-01_till_aaaaaaaa.jsonl.gz',
      '2026-03-01_00-00-01_till_aaaaaaaa.meta.json',
    ])
    expect((await at.ses('archive list --out kept --json')).json()).toMatchObject({
      total: 1,
      sessions: [{ project: 'till' }],
    })
    expect((await at.ses('archive list --json')).json()).toMatchObject({ total: 0 })
  })

  it('fails closed: a pattern that cannot be used archives nothing', async () => {
    session('a.jsonl', { id: A, output: KEY })
    write('.ses-logs/config.json', '{"masking":{"patterns":["("]}}')
    const { exit, stderr } = await at.ses('archive a.jsonl')
    expect(exit).toBe(2)
    expect(stderr).toContain('masking.patterns')
    expect(() => kept()).toThrow()
  })

  it('leaves out what is no transcript and goes on', async () => {
    session('t/a.jsonl', { id: A })
    write('t/b.jsonl', '{"hello":"world"}\n')
    write('t/c.jsonl', Buffer.from([0x53, 0x51, 0x4c, 0x00, 0x01]))
    const document = (await at.ses('archive t --json')).json() as { sessions: unknown[]; skipped: { reason: string }[] }
    expect(document.sessions).toHaveLength(1)
    expect(document.skipped.map(({ reason }) => reason).sort()).toEqual(['binary', 'unknown_format'])
    expect((await at.ses('archive t/b.jsonl')).exit).toBe(2)
    expect((await at.ses('archive nowhere.jsonl')).exit).toBe(3)
  })

  it('takes sub-agents along', async () => {
    session('t/a.jsonl', { id: A })
    session('t/a/subagents/agent-one.jsonl', { id: A, prompts: ['Look into it'] })
    await at.ses('archive t')
    expect(kept()).toEqual([`${NAME_A}.agent-one.jsonl.gz`, `${NAME_A}.jsonl.gz`])
  })

  it('leaves a last line out while it is being written, and takes it in later', async () => {
    const whole = claudeTranscript({ id: A })
    write('a.jsonl', whole.slice(0, -40))
    await at.ses('archive a.jsonl')
    expect((await at.ses('archive list --json')).json()).toMatchObject({
      sessions: [{ transcript: { receipt: { torn_bytes: expect.any(Number) } } }],
    })
    for (const line of text(kept()[0]!).trimEnd().split('\n')) JSON.parse(line)
    write('a.jsonl', whole)
    await at.ses('archive a.jsonl')
    expect(text(kept()[0]!)).toBe(whole)
    expect(kept()).toHaveLength(1)
  })

  it.each([
    'archive list --keep 3',
    'archive a.jsonl --rewrite',
    'archive prune',
    'archive search',
    'archive prune --older-than soon',
  ])('refuses `ses %s`', async (line) => {
    expect(await at.ses(line)).toMatchObject({ exit: 2, stdout: '' })
  })
})

describe('what is archived', () => {
  beforeEach(async () => {
    session('t/a.jsonl', { id: A, output: `export AWS_ACCESS_KEY_ID=${KEY}`, file: '.env' })
    session('t/b.jsonl', { id: B, start: 48, prompts: ['Mend the \u001b[31mlogin\u001b[0m'] })
    await at.ses('archive t')
  })

  it('is listed, the latest first, and by filter', async () => {
    const { stdout } = await at.ses('archive list')
    expect(stdout).toMatch(/bbbbbbbb.*claude-code.*shop[\s\S]*aaaaaaaa.*claude-code.*shop/)
    const ids = async (line: string) =>
      ((await at.ses(`archive list --json ${line}`)).json()['sessions'] as { session_id: string }[])
        .map(({ session_id: id }) => id[0])
        .join('')
    expect(await ids('')).toBe('ba')
    expect(await ids('--limit 1')).toBe('b')
    expect(await ids('--since 2026-03-02')).toBe('b')
    expect(await ids('--until 2026-03-02')).toBe('a')
    expect(await ids('--agent codex')).toBe('')
    expect(await ids('--project shop')).toBe('ba')
    expect(await ids('--project /work')).toBe('ba')
    expect(await ids('--project other')).toBe('')
  })

  it('can be searched, and terminal escapes stay harmless', async () => {
    const { stdout, exit } = await at.ses('archive search login')
    expect(exit).toBe(0)
    expect(stdout).toContain('bbbbbbbb')
    expect(stdout).not.toContain('\u001b')
    expect((await at.ses('archive search login --json')).json()).toMatchObject({
      hits: [{ session_id: B, line: 1 }],
      damaged: [],
    })
    expect((await at.ses(['archive', 'search', 'AND * "'])).exit).toBe(0)
    expect((await at.ses(`archive search ${KEY}`)).stdout).toContain('Nothing found')
  })

  it('can be shown, by a prefix, as facts or raw', async () => {
    const { stdout } = await at.ses('archive show aaaa')
    for (const part of [A, 't/a.jsonl', 'Fix the rounding of totals', 'npm test']) expect(stdout).toContain(part)
    expect((await at.ses('archive show aaaa --raw')).stdout).toBe(text(`${NAME_A}.jsonl.gz`))
    expect((await at.ses('archive show --json')).json()).toMatchObject({ schema_version: 1, session_id: B })
    expect((await at.ses('archive show nope')).exit).toBe(3)
  })

  it('is verified, and damage is an exit code', async () => {
    expect(await at.ses('archive verify')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('2 of 2 sessions whole'),
    })
    rmSync(at.path('t/b.jsonl'))
    expect((await at.ses('archive verify --json')).json()).toMatchObject({ damage: [], sources: [{ state: 'gone' }] })
    truncateSync(at.path('home/.ses/archive', `${NAME_A}.jsonl.gz`), 100)
    const { exit, stdout } = await at.ses('archive verify')
    expect(exit).toBe(1)
    expect(stdout).toContain(`${NAME_A}.jsonl.gz`)
    expect(await at.ses('archive list')).toMatchObject({ exit: 0, stderr: expect.stringContaining('1 damaged file') })
    await at.ses('archive t/a.jsonl')
    expect((await at.ses('archive verify')).exit).toBe(0)
  })

  it('is pruned by number or age', async () => {
    expect((await at.ses('archive prune --keep 1 --dry-run --json')).json()).toMatchObject({
      pruned: [{ session_id: A }],
    })
    expect(kept()).toHaveLength(2)
    expect((await at.ses('archive prune --older-than 8d --json')).json()).toMatchObject({
      pruned: [{ session_id: A }],
      kept: 1,
    })
    expect(kept()).toHaveLength(1)
  })

  it('is scanned again when the rules know more, and then masked', async () => {
    expect((await at.ses('archive scan')).exit).toBe(0)
    write('.ses-logs/config.json', '{"masking":{"literals":["rounded once"]}}')
    const { exit, stdout } = await at.ses('archive scan')
    expect(exit).toBe(1)
    expect(stdout).toContain('literal')
    expect(stdout).not.toContain('rounded once')
    expect((await at.ses('archive scan --rewrite')).exit).toBe(0)
    expect(kept().map(text).join('')).not.toContain('rounded once')
    expect(await at.ses('archive scan')).toMatchObject({ exit: 0, stdout: expect.stringContaining('nothing found') })
    expect((await at.ses('archive verify')).exit).toBe(0)
  })

  it('tells what a masked secret reached', async () => {
    const [placeholder = '', digits = ''] = /\[masked:[a-z0-9-]+:([0-9a-f]{4})\]/.exec(text(`${NAME_A}.jsonl.gz`)) ?? []
    expect((await at.ses(`archive scan ${digits} --json`)).json()).toMatchObject({
      sessions: [{ session_id: A, archives: [{ file: `${NAME_A}.jsonl.gz` }] }],
    })
    expect((await at.ses(['archive', 'scan', placeholder])).stdout).toContain(A)
    expect((await at.ses('archive scan 0000')).stdout).toContain('no archived session')
    expect((await at.ses('archive scan nonsense')).exit).toBe(2)
  })
})
