import { readFileSync, writeFileSync } from 'node:fs'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const id = (number: number): string => `${String(number).padStart(8, '0')}-1111-4111-8111-111111111111`

/** Takes in sessions whose scores rise with their start; `order` is the order they are taken in. */
async function store(order: readonly number[]): Promise<void> {
  for (const number of order) {
    writeFileSync(at.path(`${number}.jsonl`), claudeTranscript({ id: id(number), start: number * 24 }))
    await at.ses(`import ${number}.jsonl`)
    const path = at.path('.ses-logs', id(number), 'summary.json')
    const summary = JSON.parse(readFileSync(path, 'utf8'))
    summary.grade = { ...summary.grade, score: 50 + number * 5, letter: 'C' }
    writeFileSync(path, JSON.stringify(summary))
  }
}

describe('ses report', () => {
  it('tells the trend by start, however the sessions were taken in', async () => {
    await store([7, 0, 6, 1, 5, 2, 4, 3])
    const json = (await at.ses('report --json')).json()
    expect(checkDocument('report', json)).toEqual([])
    expect(json).toMatchObject({ sessions: 8, trend: { verdict: 'improving', n: 8, s: 28 } })
    const { exit, stdout, stderr } = await at.ses('report')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Trend {2}improving/m)
    const flat = stdout.replace(/\s+/g, ' ')
    expect(flat).toContain('Mann–Kendall over 8 graded sessions by start: S = +28, τ = +1.00, p < 0.001 (exact)')
    expect(flat).toContain('Theil–Sen slope +5.00 points per session')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('says of a few sessions that they are too few', async () => {
    await store([0, 1, 2])
    const { stdout } = await at.ses('report')
    expect(stdout).toMatch(/^Trend {2}too few sessions to tell$/m)
    expect((await at.ses('report --last 2 --json')).json()).toMatchObject({
      sessions: 2,
      trend: { points: [{ id: id(1) }, { id: id(2) }] },
    })
    expect((await at.ses('report --since 2026-03-02 --json')).json()).toMatchObject({ sessions: 2 })
    expect((await at.ses('report --agent codex')).stdout).toBe('None of 3 sessions matches.\n')
  })

  it('writes Markdown', async () => {
    await store([0, 1])
    const { stdout } = await at.ses('report --md')
    expect(stdout).toMatch(/^# 2 sessions/)
    expect(stdout).toContain('| agent | sessions | median | graded | output | cost | findings |')
  })

  it('refuses a --last that is no number of sessions', async () => {
    expect((await at.ses('report --last 0')).exit).toBe(2)
  })
})

describe('ses stats', () => {
  it('adds up the stored sessions', async () => {
    await store([0, 1])
    const json = (await at.ses('stats --json')).json()
    expect(checkDocument('stats', json)).toEqual([])
    expect(json).toMatchObject({ sessions: 2, turns: 2, by_agent: { 'claude-code': 2 } })
    const { stdout } = await at.ses('stats')
    expect(stdout).toMatch(/^2 sessions$/m)
    expect(stdout).toMatch(/^ {2}2 {2}src\/total\.ts$|sessions {2}file/m)
    expect((await at.ses('stats --md')).stdout).toMatch(/^# 2 sessions/)
  })
})

describe('an empty store', () => {
  it.each(['report', 'stats', 'report --md', 'stats --md'])('is no error for ses %s', async (line) => {
    const { exit, stdout, stderr } = await at.ses(line)
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain('No sessions yet.')
  })

  it.each(['report', 'stats'] as const)('gives ses %s --json a document of zeros', async (name) => {
    const { exit, json } = await at.ses(`${name} --json`)
    expect(exit).toBe(0)
    expect(checkDocument(name, json())).toEqual([])
    expect(json()).toMatchObject({ sessions: 0 })
  })

  it.each(['explain', 'handoff'])('has no session to tell of for ses %s', async (line) => {
    const { exit, stderr } = await at.ses(line)
    expect(exit).toBe(3)
    expect(stderr).toContain('there is no session yet')
  })
})
