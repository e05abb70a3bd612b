import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Printed, type RunOptions, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'
const C = 'cccccccc-1111-4111-8111-111111111111'
const NOW = Date.UTC(2026, 2, 10)
const DAY = 86_400_000

function write(path: string, content: string | Uint8Array, daysAgo = 1): string {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
  utimesSync(at.path(path), (NOW - daysAgo * DAY) / 1000, (NOW - daysAgo * DAY) / 1000)
  return at.path(path)
}

const claude = (name: string): string => `home/.claude/projects/p/${name}.jsonl`
const rollout = (id: string): string =>
  [
    {
      type: 'session_meta',
      payload: { id, timestamp: '2026-03-01T10:00:00Z', cwd: '/w', originator: 'codex_exec', cli_version: '0.120.0' },
    },
    {
      type: 'response_item',
      payload: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Tidy up' }] },
    },
  ]
    .map((row) => `${JSON.stringify({ timestamp: '2026-03-01T10:00:00Z', ...row })}\n`)
    .join('')

interface Imported {
  readonly parsed: number
  readonly sessions: readonly { readonly id: string; readonly outcome: string }[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  readonly agents: readonly Record<string, unknown>[]
  readonly expiring: readonly Record<string, unknown>[]
}

async function importAll(options = '', run: RunOptions = {}): Promise<Imported> {
  const { json, exit } = await at.ses(`import --json ${options}`, run)
  expect(exit).toBe(0)
  return json() as unknown as Imported
}

const outcomes = ({ sessions }: Imported): string[] => sessions.map(({ id, outcome }) => `${id.slice(0, 1)} ${outcome}`)
const stored = (): string[] => readdirSync(at.path('.ses-logs')).filter((name) => /-1111-/.test(name))
const table = ({ stdout }: Printed): string[][] =>
  (stdout.split('\n\n')[0] ?? '').split('\n').map((line) => line.trim().split(/ {2,}/))

describe('ses import without paths', () => {
  it('finds nothing on a machine without agents, and says so', async () => {
    expect(await at.ses('import')).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^No agent has left transcripts/),
    })
  })

  it('takes every agent’s sessions and ends with a table of them', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write(claude('a/subagents/agent-1'), claudeTranscript({ id: A }))
    write(claude('bad'), Uint8Array.of(1, 0, 2))
    write(claude('null'), 'null\n')
    write('home/.codex/sessions/2026/03/01/rollout-x.jsonl', rollout(B))
    const first = await at.ses('import --all')
    expect(table(first)).toEqual([
      ['agent', 'files', 'new', 'grown', 'unchanged', 'unreadable'],
      ['claude-code', '4', '1', '·', '·', '2'],
      ['codex', '1', '1', '·', '·', '·'],
      ['total', '5', '2', '·', '·', '2'],
    ])
    expect(first.stdout).toContain('2 sessions in .ses-logs: 2 new')
    write(claude('a'), claudeTranscript({ id: A, prompts: ['One', 'Two'] }), 0.5)
    expect(table(await at.ses('import')).slice(1)).toEqual([
      ['claude-code', '4', '·', '1', '·', '2'],
      ['codex', '1', '·', '·', '1', '·'],
      ['total', '5', '·', '1', '1', '2'],
    ])
  })

  it('parses nothing the second time: no session and no foreign file', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write(claude('foreign'), '{"hello":1}\n')
    write('home/.codex/sessions/rollout-x.jsonl', rollout(B))
    const first = await importAll()
    expect([first.parsed, first.skipped.length]).toEqual([3, 1])
    const second = await importAll()
    expect([second.parsed, second.skipped.length]).toEqual([0, 1])
    expect(outcomes(second)).toEqual(['a unchanged', 'b unchanged'])
    expect((await importAll('--force')).parsed).toBe(3)
  })

  it('reads the sessions of a database once, and again only those that have grown', async () => {
    const { default: initSqlJs } = await import('sql.js')
    const database = new (await initSqlJs()).Database()
    database.run(
      'create table session (id, project_id, parent_id, directory, title, slug, version, time_created, time_updated)',
    )
    database.run('create table message (id, session_id, time_created, time_updated, data)')
    database.run('create table part (id, message_id, session_id, time_created, time_updated, data)')
    const say = (session: string, number: number, text: string): void => {
      const [id, time] = [`${session}_${number}`, NOW - DAY + number]
      database.run('insert into message values (?, ?, ?, ?, \'{"role":"user"}\')', [id, session, time, time])
      database.run('insert into part values (?, ?, ?, ?, ?, ?)', [
        `${id}p`,
        id,
        session,
        time,
        time,
        JSON.stringify({ type: 'text', text }),
      ])
    }
    for (const id of ['ses_a', 'ses_b']) {
      database.run("insert into session values (?, 'p', null, '/w', 'T', 's', '1.18.0', ?, ?)", [
        id,
        NOW - DAY,
        NOW - DAY,
      ])
      say(id, 1, 'Tidy up')
    }
    const path = 'home/.local/share/opencode/opencode.db'
    write(path, database.export())
    const [first, second] = [await importAll(), await importAll()]
    expect([first.parsed, second.parsed, second.sessions.length]).toEqual([2, 0, 2])
    say('ses_b', 2, 'And test')
    write(path, database.export(), 0.5)
    const third = await importAll()
    expect([third.parsed, third.sessions.map(({ outcome }) => outcome)]).toEqual([1, ['unchanged', 'updated']])
    expect(third.agents).toEqual([
      { agent: 'opencode', files: 2, new: 0, grown: 1, unchanged: 1, older: 0, unreadable: 0 },
    ])
    expect(readFileSync(at.path('.ses-logs/ses_b/prompts.txt'), 'utf8')).toContain('And test')
  })

  it('takes one agent’s only, also as --codex', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write('home/.codex/sessions/rollout-x.jsonl', rollout(B))
    expect(outcomes(await importAll('--codex'))).toEqual(['b created'])
    expect(outcomes(await importAll('--agent claude-code'))).toEqual(['a created'])
    for (const line of ['import --agent nobody', 'import --codex --agent pi', 'import --all x.jsonl']) {
      expect((await at.ses(line)).exit, line).toBe(2)
    }
  })

  it('takes only what fits a pattern, and what has not changed for some minutes', async () => {
    write(claude('a'), claudeTranscript({ id: A }), 3)
    write(claude('b'), claudeTranscript({ id: B }), 1)
    expect(outcomes(await importAll('--pattern b.json*'))).toEqual(['b created'])
    expect(outcomes(await importAll(`--min-age ${2 * 24 * 60}`))).toEqual(['a created'])
  })

  it('searches a directory instead', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write('backup/deep/b.jsonl', claudeTranscript({ id: B }))
    expect(outcomes(await importAll('--from backup'))).toEqual(['b created'])
  })

  it('announces what Claude Code will delete, with the days left', async () => {
    write(claude('a'), claudeTranscript({ id: A }), 27.5)
    write(claude('b'), claudeTranscript({ id: B }), 31)
    write(claude('c'), claudeTranscript({ id: C }), 2)
    const { stdout } = await at.ses('import')
    expect(stdout).toContain('Claude Code will soon delete 2 transcripts')
    expect(stdout).toContain('    at its next start: ')
    expect(stdout).toContain('    in 3 days: ')
    write('home/.claude/settings.json', '{"cleanupPeriodDays":3}')
    expect((await importAll()).expiring.map(({ days_left }) => days_left)).toEqual([0, 0, 1])
  })
})

describe('a transcript that changes', () => {
  const prompts = (id: string): string => readFileSync(at.path('.ses-logs', id, 'prompts.txt'), 'utf8')
  beforeEach(async () => {
    write(claude('a'), claudeTranscript({ id: A, prompts: ['One', 'Two'] }))
    await importAll()
  })

  it('and has grown is read again, a torn last line and all', async () => {
    const longer = claudeTranscript({ id: A, prompts: ['One', 'Two', 'Three'] })
    const half = longer.slice(0, longer.lastIndexOf('Three') + 2)
    write(claude('a'), half)
    expect(outcomes(await importAll())).toEqual(['a updated'])
    appendFileSync(at.path(claude('a')), longer.slice(half.length))
    expect(outcomes(await importAll())).toEqual(['a updated'])
    expect(prompts(A)).toContain('Three')
    expect((await importAll()).parsed).toBe(0)
  })

  it('and was cut or rewritten is read as it is now', async () => {
    write(claude('a'), claudeTranscript({ id: A, prompts: ['One'] }))
    await importAll()
    expect(prompts(A)).not.toContain('Two')
    write(claude('a'), claudeTranscript({ id: A, prompts: ['Uno'] }), 0.9)
    await importAll()
    expect(prompts(A)).toContain('Uno')
  })

  it('and holds another session now keeps the first and adds the second', async () => {
    write(claude('a'), claudeTranscript({ id: B }))
    expect(outcomes(await importAll())).toEqual(['b created'])
    expect(stored().sort()).toEqual([A, B])
    expect((await importAll()).parsed).toBe(0)
  })

  it('and was moved aside for a new one is one session each', async () => {
    renameSync(at.path(claude('a')), at.path(claude('a.1')))
    write(claude('a'), claudeTranscript({ id: B }))
    await importAll()
    expect(stored().sort()).toEqual([A, B])
    expect((await importAll()).parsed).toBe(0)
  })

  it('and has gone stays in the store', async () => {
    rmSync(at.path(claude('a')))
    expect((await importAll()).sessions).toEqual([])
    expect(stored()).toEqual([A])
  })
})

describe('imports at the same time', () => {
  it('store each session once', async () => {
    for (const [index, id] of [A, B, C].entries()) write(claude(`s${index}`), claudeTranscript({ id }))
    const results = await Promise.all([importAll(), importAll(), importAll()])
    expect(stored().sort()).toEqual([A, B, C])
    const created = results.flatMap(outcomes).filter((outcome) => outcome.endsWith('created'))
    expect(created.sort()).toEqual(['a created', 'b created', 'c created'])
    const index = JSON.parse(readFileSync(at.path('.ses-logs/index.json'), 'utf8'))
    expect(index.sessions).toHaveLength(3)
    expect((await importAll()).parsed).toBe(0)
  })
})

it('a scan cache that is damaged, or cannot be written, changes nothing but the work', async () => {
  write(claude('foreign'), '{"hello":1}\n')
  write(claude('a'), claudeTranscript({ id: A }))
  await importAll()
  write('home/.ses/cache/scan.json', '{"schema_version":1,"databases":{"x":null}')
  expect((await importAll()).parsed).toBe(1)
  rmSync(at.path('home/.ses/cache'), { recursive: true })
  write('home/.ses/cache', 'a file')
  expect(outcomes(await importAll())).toEqual(['a unchanged'])
})

describe('along with an import', () => {
  const archived = (): string[] => {
    try {
      return (readdirSync(at.path('home/.ses/archive'), { recursive: true, encoding: 'utf8' }) as string[]).filter(
        (name) => name.endsWith('.gz'),
      )
    } catch {
      return []
    }
  }

  it('transcripts are archived, once', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    expect(await importAll()).toMatchObject({ archive: { created: 1, updated: 0, unchanged: 0, failed: [] } })
    expect(archived()).toHaveLength(1)
    expect(await importAll()).toMatchObject({ archive: { created: 0, updated: 0, unchanged: 1, failed: [] } })
    write(claude('a'), claudeTranscript({ id: A, prompts: ['Fix the rounding of totals', 'And the taxes'] }), 0.5)
    const { stdout } = await at.ses('import')
    expect(stdout).toContain('archived, masked: 1 grown')
    expect(archived()).toHaveLength(1)
  })

  it('those that were imported before are archived, too', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    expect(await importAll('--no-archive')).toMatchObject({ archive: null })
    expect(archived()).toEqual([])
    expect(outcomes(await importAll())).toEqual(['a unchanged'])
    expect(archived()).toHaveLength(1)
  })

  it('an archive that cannot be written is told of and stops nothing', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write('home/.ses/archive', 'a file')
    const imported = await importAll()
    expect(outcomes(imported)).toEqual(['a created'])
    expect(imported).toMatchObject({
      archive: { created: 0, failed: [{ message: expect.stringMatching(/archive cannot be/) }] },
    })
    expect((await at.ses('import --force')).stdout).toContain('1 transcript not archived')
    const watched = await at.ses('watch --once --settle 0')
    expect(watched).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^ses: not archived: .*a\.jsonl/) })
  })

  it('a bad custom pattern lets nothing be stored or archived', async () => {
    write(claude('a'), claudeTranscript({ id: A }))
    write('.ses-logs/config.json', '{"masking":{"patterns":["("]}}')
    for (const line of ['import', 'watch --once']) expect((await at.ses(line)).exit, line).toBe(2)
    expect([stored(), archived()]).toEqual([[], []])
  })

  it('what retention.archive_days would let go is not archived, and prune lets it go', async () => {
    write(claude('a'), claudeTranscript({ id: A }), 40)
    write('home/.ses/config.json', '{"retention":{"archive_days":30}}')
    expect(await importAll()).toMatchObject({ archive: { created: 0, failed: [] } })
    expect(archived()).toEqual([])
    write('home/.ses/config.json', '{"retention":{"archive_days":3}}')
    await at.ses(`archive ${at.path(claude('a'))}`)
    expect(archived()).toHaveLength(1)
    expect((await at.ses('archive prune --json')).json()).toMatchObject({ pruned: [{ session_id: A }] })
    expect(archived()).toEqual([])
  })
})
