import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'
const NOW = Date.UTC(2026, 2, 10)

let at: Workspace
beforeEach(async () => {
  at = createWorkspace()
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, start: 0 }))
  writeFileSync(at.path('b.jsonl'), claudeTranscript({ id: B, start: 24 * 8 }))
  await at.ses('import a.jsonl b.jsonl')
})
afterEach(() => at.remove())

const ids = async () => ((await at.ses('list --json')).json()['sessions'] as { id: string }[]).map(({ id }) => id)

describe('ses clean', () => {
  it('tells what it would remove, and removes nothing', async () => {
    const { exit, stdout } = await at.ses('clean --days=5 --dry-run', { now: NOW })
    expect([exit, stdout]).toEqual([0, expect.stringContaining(A)])
    expect(stdout).toContain('would remove 1 session; 1 session stays')
    expect(await ids()).toEqual([B, A])
  })

  it('removes old sessions from the folder, the lists and index.json', async () => {
    const { json } = await at.ses('clean --days 5 --yes --json', { now: NOW })
    expect(json()).toMatchObject({ dry_run: false, removed: [{ id: A }], kept: { total: 1 } })
    expect(await ids()).toEqual([B])
    expect(existsSync(at.path('.ses-logs', A))).toBe(false)
    expect(readFileSync(at.path('.ses-logs/index.json'), 'utf8')).not.toContain(A)
    expect((await at.ses(`view ${A}`)).exit).toBe(3)
    expect((await at.ses('search rounding --json')).json()['total']).toBe(1)
  })

  it('forgets what was delivered of that age, and nothing else', async () => {
    mkdirSync(at.path('.ses-logs/outbox/sent'), { recursive: true })
    for (const [name, days] of [
      ['msg_old', 6],
      ['msg_new', 4],
    ] as const) {
      writeFileSync(at.path('.ses-logs/outbox/sent', name), '')
      const time = (NOW - days * 86_400_000) / 1000
      utimesSync(at.path('.ses-logs/outbox/sent', name), time, time)
    }
    await at.ses('clean --days 5 --dry-run', { now: NOW })
    expect(readdirSync(at.path('.ses-logs/outbox/sent'))).toHaveLength(2)
    await at.ses('clean --days 5 --yes', { now: NOW })
    expect(readdirSync(at.path('.ses-logs/outbox/sent'))).toEqual(['msg_new'])
  })

  it('asks before, and without a terminal refuses', async () => {
    expect((await at.ses('clean --days 5', { now: NOW })).exit).toBe(4)
    expect(await ids()).toEqual([B, A])
  })

  it('never removes what is pinned or still goes on', async () => {
    await at.ses(`clean --pin ${A.slice(0, 8)}`)
    expect((await at.ses('clean --days 5 --yes', { now: NOW })).stdout).toContain('1 pinned')
    await at.ses(`clean --unpin ${A}`)
    writeFileSync(at.path('.ses-logs', A, 'state.json'), '{"status":"active"}')
    expect((await at.ses('clean --days 5 --yes', { now: NOW })).stdout).toContain('1 still active')
    expect(await ids()).toEqual([B, A])
  })

  it('takes its days from retention.sessions_days when none are given', async () => {
    expect((await at.ses('clean --yes', { now: NOW })).exit).toBe(2)
    await at.ses('config set retention.sessions_days 5')
    await at.ses('clean --yes', { now: NOW })
    expect(await ids()).toEqual([B])
  })
})
