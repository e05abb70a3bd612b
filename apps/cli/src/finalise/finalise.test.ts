import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { markLive } from '@ses/capture'
import { systemFs } from '@ses/store'
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
const START = Date.UTC(2026, 2, 1)
const TRANSCRIPT = `home/.claude/projects/-work-shop/${A}.jsonl`
const HOOKED = { session_id: A, cwd: '/work/shop' }

type Hook = readonly [hook: string, payload?: object]

const opening: readonly Hook[] = [
  ['SessionStart', { source: 'startup' }],
  ['UserPromptSubmit', { prompt: 'Fix the rounding of totals' }],
  ['PreToolUse', { tool_name: 'Edit', tool_use_id: 'toolu_2', tool_input: { file_path: '/work/shop/src/total.ts' } }],
  ['PostToolUse', { tool_name: 'Edit', tool_use_id: 'toolu_2', tool_input: { file_path: '/work/shop/src/total.ts' } }],
  ['Stop', { last_assistant_message: 'Done: totals are rounded once.' }],
]
const end: readonly Hook[] = [['SessionEnd', { reason: 'other' }]]

/** Appends hook events one second apart, as the hook path does. */
function record(hooks: readonly Hook[], seconds = 0, agent = 'claude-code', id = A): void {
  const path = at.path('.ses-logs', id)
  mkdirSync(path, { recursive: true })
  const transcript = existsSync(at.path(TRANSCRIPT)) ? { transcript_path: at.path(TRANSCRIPT) } : {}
  for (const [index, [hook, payload = {}]] of hooks.entries()) {
    const line = {
      v: 1,
      at: START + (seconds + index) * 1000,
      agent,
      hook,
      session_id: id,
      payload: { ...HOOKED, session_id: id, ...transcript, ...payload },
    }
    appendFileSync(`${path}/events.jsonl`, `${JSON.stringify(line)}\n`)
  }
  markLive(systemFs, at.path('.ses-logs'), id)
}

function writeTranscript(content = claudeTranscript({ id: A })): void {
  mkdirSync(dirname(at.path(TRANSCRIPT)), { recursive: true })
  writeFileSync(at.path(TRANSCRIPT), content)
}

// Files are written now, sessions are of March: what has come to rest is told by the flag.
const SWEEP = 'sweep --once --settled --json'
const soon = (seconds: number, more: RunOptions = {}): RunOptions => ({ now: START + seconds * 1000, ...more })
const read = (...parts: string[]): Record<string, any> =>
  JSON.parse(readFileSync(at.path('.ses-logs', ...parts), 'utf8')) as Record<string, any>
const folders = (): string[] =>
  readdirSync(at.path('.ses-logs')).filter((name) => existsSync(at.path('.ses-logs', name, 'summary.json')))

describe('a session that hooks tell of', () => {
  it('is the transcript, completed by the events, with its life in metadata.json', async () => {
    writeTranscript()
    record([...opening, ...end])
    expect((await at.ses(SWEEP, soon(60))).json()).toMatchObject({
      sessions: [{ folder: A, outcome: 'finalised' }],
      failed: [],
    })
    const files = readdirSync(at.path('.ses-logs', A)).sort()
    expect(files).toEqual(
      expect.arrayContaining([
        'context.md',
        'events.jsonl',
        'metadata.json',
        'prompts.txt',
        'state.json',
        'summary.json',
        'summary.txt',
      ]),
    )
    expect(read(A, 'summary.json')).toMatchObject({
      session: { id: A, agent: 'claude-code' },
      activity: { tools: { Read: 1, Edit: 1, Bash: 1 } },
      usage: { responses: 4 },
    })
    expect(read(A, 'metadata.json')).toMatchObject({
      end_reason: 'other',
      transcript: { path: at.path(TRANSCRIPT) },
      hooks: { SessionStart: 1, UserPromptSubmit: 1, PreToolUse: 1, PostToolUse: 1, Stop: 1, SessionEnd: 1 },
    })
    expect(read(A, 'state.json')).toMatchObject({ status: 'finalised', end_reason: 'other' })
  })

  it('and an import of its transcript are one session', async () => {
    writeTranscript()
    record([...opening, ...end])
    await at.ses(SWEEP, soon(60))
    const swept = read(A, 'summary.json')
    const imported = (await at.ses('import --no-archive --json', soon(70))).json()
    expect(imported).toMatchObject({ sessions: [{ id: A, folder: A, outcome: 'unchanged' }], parsed: 0 })
    await at.ses('import --no-archive --force', soon(80))
    expect(read(A, 'summary.json')).toEqual(swept)
    expect(read(A, 'metadata.json')).toMatchObject({ end_reason: 'other', hooks: { Stop: 1 } })
    expect(folders()).toEqual([A])
  })

  it('is made of the events alone where there is no transcript, and of the transcript once it comes', async () => {
    record([...opening, ...end])
    await at.ses(SWEEP, soon(60))
    expect(read(A, 'summary.json')).toMatchObject({
      prompts: [{ text: 'Fix the rounding of totals' }],
      activity: { tools: { Edit: 1 } },
      changes: { files: [{ path: 'src/total.ts' }] },
    })
    expect(read(A, 'metadata.json')).toMatchObject({ transcript: null })
    writeTranscript()
    await at.ses('import --no-archive', soon(70))
    expect(read(A, 'summary.json')).toMatchObject({ activity: { tools: { Read: 1, Edit: 1, Bash: 1 } } })
    expect(read(A, 'metadata.json')).toMatchObject({ end_reason: 'other', transcript: { path: at.path(TRANSCRIPT) } })
  })

  it('is found by its id where the hooks name no transcript, or one that has moved', async () => {
    writeTranscript()
    record(
      [...opening, ...end].map(([hook, payload]): Hook => [hook, { ...payload, transcript_path: '/gone/x.jsonl' }]),
    )
    await at.ses(SWEEP, soon(60))
    expect(read(A, 'metadata.json')).toMatchObject({ transcript: { path: at.path(TRANSCRIPT) } })
  })

  it('is found by its id where the hooks name the transcript of another session', async () => {
    writeTranscript()
    const other = at.path('home/other.jsonl')
    writeFileSync(other, claudeTranscript({ id: 'bbbbbbbb-1111-4111-8111-111111111111' }))
    record([...opening, ...end].map(([hook, payload]): Hook => [hook, { ...payload, transcript_path: other }]))
    await at.ses(SWEEP, soon(60))
    expect(read(A, 'metadata.json')).toMatchObject({ session_id: A, transcript: { path: at.path(TRANSCRIPT) } })
    expect(folders()).toEqual([A])
  })

  it('is none where a sub-agent was recorded apart: its session tells of it', async () => {
    const child = { id: 'ses_child', parentID: 'ses_root', directory: '/work/shop' }
    const event = { type: 'session.created', properties: { info: child } }
    record([['event', { event }]], 0, 'opencode', 'ses_child')
    expect((await at.ses(SWEEP, soon(60))).json()).toMatchObject({ sessions: [{ outcome: 'child' }] })
    expect(existsSync(at.path('.ses-logs', 'ses_child', 'summary.json'))).toBe(false)
  })

  it('keeps what a transcript told that has gone since', async () => {
    writeTranscript()
    record(opening)
    await at.ses(SWEEP, soon(10))
    rmSync(at.path(TRANSCRIPT))
    record(end, 20)
    await at.ses(SWEEP, soon(60))
    expect(read(A, 'summary.json')).toMatchObject({ activity: { tools: { Read: 1, Edit: 1, Bash: 1 } } })
    expect(read(A, 'state.json')).toMatchObject({ status: 'finalised' })
    const { sessions } = (await at.ses('list --json', soon(70))).json() as { sessions: { active: boolean }[] }
    expect(sessions).toMatchObject([{ active: false }])
  })

  it('grows when it is resumed: the same folder, active again, ended again', async () => {
    writeTranscript()
    record([...opening, ...end])
    await at.ses(SWEEP, soon(60))
    record(
      [
        ['SessionStart', { source: 'resume' }],
        ['UserPromptSubmit', { prompt: 'And the taxes' }],
      ],
      100,
    )
    writeTranscript(claudeTranscript({ id: A, prompts: ['Fix the rounding of totals', 'And the taxes'] }))
    await at.ses(SWEEP, soon(130))
    expect(read(A, 'metadata.json')).toMatchObject({ ended_at: null, end_reason: null })
    expect(read(A, 'summary.json')['prompts']).toHaveLength(2)
    expect((await at.ses('status --json', soon(131))).json()).toMatchObject({ sessions: { total: 1, active: 1 } })
    record(end, 140)
    await at.ses(SWEEP, soon(200))
    expect((await at.ses('status --json', soon(201))).json()).toMatchObject({ sessions: { total: 1, active: 0 } })
    expect(folders()).toEqual([A])
  })

  it('is brought up to date by the commands that show it', async () => {
    writeTranscript()
    record(opening)
    const started = (await at.ses('list --json', { now: Date.now() })).json() as { sessions: { id: string }[] }
    expect(started.sessions).toMatchObject([{ id: A }])
    record(end, 10)
    const view = await at.ses('view latest --json', { now: Date.now() + 20_000 })
    expect(view.exit).toBe(0)
    expect(read(A, 'metadata.json')).toMatchObject({ end_reason: 'other' })
    expect(readdirSync(at.path('.ses-logs', '.live'))).toEqual([])
  })

  it('of an agent whose hooks nobody reads is kept and does not get in the way', async () => {
    record([['x', {}]], 0, 'amp', 'amp-1')
    record([...opening, ...end])
    expect((await at.ses(SWEEP, soon(60))).json()).toMatchObject({ failed: [] })
    expect(folders()).toEqual([A])
    expect(existsSync(at.path('.ses-logs', 'amp-1', 'events.jsonl'))).toBe(true)
  })
})

describe('the end of a session', () => {
  const outbox = (): Record<string, any>[] =>
    existsSync(at.path('.ses-logs', 'outbox'))
      ? readdirSync(at.path('.ses-logs', 'outbox'))
          .filter((name) => name.endsWith('.json') && name.startsWith('msg_'))
          .map((name) => JSON.parse(JSON.parse(readFileSync(at.path('.ses-logs', 'outbox', name), 'utf8')).body))
      : []
  // Nothing listens there, so that what was queued stays.
  const env = { SES_WEBHOOK_URL: 'http://127.0.0.1:9/' }

  it('is queued as session.ended once per end, with summary.json, under 8 sweeps at once', async () => {
    writeTranscript()
    record([...opening, ...end])
    await Promise.all(Array.from({ length: 8 }, () => at.ses('list', { now: Date.now() + 60_000, env })))
    await at.ses('list', { now: Date.now() + 70_000, env })
    expect(outbox()).toMatchObject([{ event: 'session.ended', payload: { version: '2.0', session: { id: A } } }])
    record([['SessionStart', { source: 'resume' }], ['UserPromptSubmit', { prompt: 'more' }], ...end], 100)
    await at.ses('list', { now: Date.now() + 80_000, env })
    expect(outbox()).toHaveLength(2)
  })

  it('archives the transcript', async () => {
    writeTranscript()
    record([...opening, ...end])
    await at.ses(SWEEP, soon(60))
    const { stdout } = await at.ses('archive list --json', soon(70))
    expect(stdout).toContain(A)
  })

  it('waits for a broken config to be mended, and is not lost', async () => {
    writeTranscript()
    record([...opening, ...end])
    writeFileSync(at.path('.ses-logs', 'config.json'), '{"masking":{"patterns":["("]}}')
    expect((await at.ses(SWEEP, soon(60))).exit).toBe(2)
    expect(folders()).toEqual([])
    rmSync(at.path('.ses-logs', 'config.json'))
    await at.ses(SWEEP, soon(60))
    expect(folders()).toEqual([A])
  })
})
