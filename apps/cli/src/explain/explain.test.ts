import { readFileSync, rmSync, writeFileSync } from 'node:fs'
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

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'

async function store(id: string, start: number, shas: readonly string[] = []): Promise<void> {
  const prompts = ['Fix the rounding of totals', 'Now the taxes']
  writeFileSync(at.path(`${id}.jsonl`), claudeTranscript({ id, start, prompts }))
  await at.ses(`import ${id}.jsonl`)
  const path = at.path('.ses-logs', id, 'summary.json')
  const summary = JSON.parse(readFileSync(path, 'utf8'))
  summary.session.commits = shas.map((sha) => ({ sha, branch: 'main', subject: `fix: ${sha}` }))
  writeFileSync(path, JSON.stringify(summary))
}

describe('ses explain', () => {
  it('tells what was asked, what happened and why, in 80 columns', async () => {
    await store(A, 0)
    const { exit, stdout, stderr } = await at.ses('explain aaaa')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^ {2}1 Fix the rounding of totals$/m)
    expect(stdout).toMatch(/^ {2}2 Now the taxes$/m)
    for (const part of ['changed src/total.ts', '✓ test passed', 'npm test', 'Why', 'said: Done'])
      expect(stdout).toContain(part)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('gives one document, and Markdown', async () => {
    await store(A, 0)
    const json = (await at.ses('explain --json')).json()
    expect(checkDocument('explain', json)).toEqual([])
    expect(json['turns']).toHaveLength(2)
    expect((await at.ses('explain --md')).stdout).toMatch(/^# Fix the rounding of totals\n/)
    expect((await at.ses(`explain ${A}.jsonl`)).stdout).toContain('Now the taxes')
  })

  it('finds the session that made a commit, by any part of its name', async () => {
    await store(A, 0, ['c0ffee1234567890c0ffee1234567890c0ffee12'])
    await store(B, 5, ['dead123'])
    for (const [word, found] of [
      ['c0ffee1', A],
      ['C0FFEE12', A],
      ['dead', B],
      // Transcripts often name a commit shortly, people in full.
      ['dead1234567890c0ffee1234567890c0ffee1212', B],
    ]) {
      const { exit, stdout } = await at.ses(`explain ${word}`)
      expect([exit, stdout]).toEqual([0, expect.stringContaining(String(found))])
      expect(stdout).toMatch(/^Commit {2}/m)
    }
    const json = (await at.ses('explain c0ffee1 --json')).json()
    expect(checkDocument('explain', json)).toEqual([])
    expect(json).toMatchObject({ commit: { subject: 'fix: c0ffee1234567890c0ffee1234567890c0ffee12' } })
  })

  it('takes the session that made it first when a resumed one holds a copy', async () => {
    await store(B, 5, ['c0ffee12'])
    await store(A, 0, ['c0ffee12'])
    const { stdout, stderr } = await at.ses('explain c0ffee12')
    expect(stdout).toContain(A)
    expect(stderr).toContain(`also in ${B}`)
  })

  it.each([
    ['c0ffee99', 3, 'not_found', /no stored session is known to have made a commit c0ffee99/],
    ['nosuch', 3, 'not_found', /nosuch/],
    ['c0ffee', 2, 'ambiguous_id', /several commits/],
  ])('of %s exits %i', async (word, exit, code, message) => {
    await store(A, 0, ['c0ffee12'])
    await store(B, 5, ['c0ffee34'])
    const text = await at.ses(`explain ${word}`)
    expect([text.exit, text.stdout]).toEqual([exit, ''])
    expect(text.stderr).toMatch(message)
    const json = await at.ses(`explain ${word} --json`)
    expect(json.json()).toMatchObject({ error: { code } })
  })

  it('tells what was stored when the transcript has gone', async () => {
    await store(A, 0)
    rmSync(at.path(`${A}.jsonl`))
    rmSync(at.path('home/.ses/archive'), { recursive: true })
    const { exit, stdout, stderr } = await at.ses('explain')
    expect([exit, stderr]).toEqual([0, 'ses: the transcript is gone; this is what was stored of it\n'])
    expect(stdout).toContain('Now the taxes')
    expect(checkDocument('explain', (await at.ses('explain --json')).json())).toEqual([])
  })

  it('lets no escape sequence of a transcript through', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2J\u202eevil'
    writeFileSync(at.path('e.jsonl'), claudeTranscript({ prompts: [`Fix ${evil} this`], file: `src/${evil}.ts` }))
    for (const line of [
      'explain e.jsonl',
      'explain e.jsonl --md',
      'handoff e.jsonl',
      'handoff e.jsonl --md',
      'handoff e.jsonl --json',
    ]) {
      const { exit, stdout } = await at.ses(line)
      expect([exit, stdout]).toEqual([0, expect.stringContaining('evil')])
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
    }
  })
})
