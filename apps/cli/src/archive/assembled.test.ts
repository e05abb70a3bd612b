import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

// Put together here so that no scanner takes this file for a leak.
const KEY = ['AKIA', 'QX7TRB2MNWLDZ5KP'].join('')
const START = Date.UTC(2026, 2, 1, 10)

function write(path: string, content: string | Uint8Array, secondsLater = 0): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
  utimesSync(at.path(path), START / 1000 + secondsLater, START / 1000 + secondsLater)
}

const rows = (...all: readonly object[]): string => all.map((row) => `${JSON.stringify(row)}\n`).join('')

/** `opencode.db` with a session of these prompts and a sub-agent's session. */
async function opencode(...prompts: readonly string[]): Promise<Uint8Array> {
  const { default: initSqlJs } = await import('sql.js')
  const database = new (await initSqlJs()).Database()
  database.run(
    'create table session (id, project_id, parent_id, directory, title, slug, version, time_created, time_updated)',
  )
  database.run('create table message (id, session_id, time_created, time_updated, data)')
  database.run('create table part (id, message_id, session_id, time_created, time_updated, data)')
  const add = (session: string, parent: string | null, texts: readonly string[]): void => {
    const last = START + texts.length
    database.run("insert into session values (?, 'p', ?, '/w/shop', 'T', 's', '1.18.0', ?, ?)", [
      session,
      parent,
      START,
      last,
    ])
    for (const [index, text] of texts.entries()) {
      const [id, time] = [`${session}_${index}`, START + index]
      database.run('insert into message values (?, ?, ?, ?, \'{"role":"user"}\')', [id, session, time, time])
      const part = JSON.stringify({ type: 'text', text })
      database.run('insert into part values (?, ?, ?, ?, ?, ?)', [`${id}p`, id, session, time, time, part])
    }
  }
  add('ses_main1', null, prompts)
  add('ses_help1', 'ses_main1', ['Look into it'])
  return database.export()
}

/** A session in two files, as Droid writes them. */
function droid(prompts: readonly string[], tokens: number): void {
  const message = (text: string, index: number): object => ({
    type: 'message',
    id: `m${index}`,
    timestamp: new Date(START + index).toISOString(),
    message: { role: 'user', content: [{ type: 'text', text }] },
  })
  const start = { type: 'session_start', id: 'd0d0d0d0-1', title: 't', owner: 'o', cwd: '/w/shop' }
  write('droid/d0d0d0d0-1.jsonl', rows(start, ...prompts.map(message)), prompts.length)
  const settings = { model: 'm', tokenUsage: { inputTokens: tokens, outputTokens: 7 } }
  write('droid/d0d0d0d0-1.settings.json', JSON.stringify(settings, null, 2), prompts.length)
}

interface Archived {
  readonly sessions: readonly { readonly id: string; readonly agent: string; readonly outcome: string }[]
}

const archive = async (path: string): Promise<Archived['sessions']> => {
  const { exit, json } = await at.ses(`archive ${path} --json`)
  expect(exit).toBe(0)
  return (json() as unknown as Archived).sessions
}
const kept = (): string[] =>
  (readdirSync(at.path('home/.ses/archive'), { recursive: true, encoding: 'utf8' }) as string[])
    .filter((name) => name.endsWith('.gz'))
    .sort()
const textOf = (name: string): string => gunzipSync(readFileSync(at.path('home/.ses/archive', name))).toString()

describe.each([
  {
    what: 'a session of a database',
    path: 'opencode.db',
    agent: 'opencode',
    put: async (prompts: readonly string[]) => write('opencode.db', await opencode(...prompts), prompts.length),
    state: 'database',
  },
  {
    what: 'a session of several files',
    path: 'droid',
    agent: 'droid',
    put: async (prompts: readonly string[]) => droid(prompts, prompts.length * 100),
    state: 'files',
  },
])('$what', ({ path, agent, put, state }) => {
  it('is archived whole and masked, a line each row, and not again while it is unchanged', async () => {
    await put(['Fix the totals', `aws_access_key_id = ${KEY}`])
    expect(await archive(path)).toMatchObject([{ agent, outcome: 'created' }])
    const [main = ''] = kept()
    const text = textOf(main)
    for (const line of text.trimEnd().split('\n')) JSON.parse(line)
    expect(text).toContain('Fix the totals')
    expect(text).toMatch(/\[masked:aws-[a-z-]+:[0-9a-f]{4}\]/)
    expect(text).not.toContain(KEY)
    if (state === 'database') expect(text).toContain('Look into it')
    else expect(text).toContain('"inputTokens":200')
    expect(await archive(path)).toMatchObject([{ agent, outcome: 'unchanged' }])
  })

  it('is replaced when it grows, also where its earlier rows have changed', async () => {
    await put(['Fix the totals'])
    await archive(path)
    await put(['Fix the totals', 'And the taxes'])
    expect(await archive(path)).toMatchObject([{ agent, outcome: 'updated' }])
    expect(kept()).toHaveLength(1)
    expect(textOf(kept()[0] as string)).toContain('And the taxes')
  })

  it('is compared with its source by verify, and shown', async () => {
    await put(['Fix the totals'])
    await archive(path)
    const verify = async (): Promise<Record<string, unknown>> => (await at.ses('archive verify --json')).json()
    expect(await verify()).toMatchObject({ sessions: 1, damage: [], sources: [] })
    expect((await at.ses('archive show latest')).stdout).toContain('> Fix the totals')
    expect((await at.ses('archive show latest --json')).json()).toMatchObject({
      transcript: { source: { assembled: state } },
    })
    await put(['Fix the totals', 'And the taxes'])
    expect(await verify()).toMatchObject({ damage: [], sources: [{ state: 'changed' }] })
  })

  it('is archived by import, and by archive without paths', async () => {
    await put(['Fix the totals'])
    const imported = (await at.ses(`import ${path} --json`)).json()
    expect(imported).toMatchObject({ archive: { created: 1, failed: [] } })
    expect(kept()).toHaveLength(1)
    expect((await at.ses('archive --json')).json()).toMatchObject({ sessions: [{ agent, outcome: 'unchanged' }] })
  })
})
