import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
const A = 'aaaaaaaa-1111-4111-8111-111111111111'
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: at.root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: at.path('home'), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).trim()

function put(path: string, text: string): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), text)
}

/** A checkpoint branch with two checkpoints of one session, as Entire lays them out, and nothing else in the work tree. */
function entireBranch(): void {
  git('init', '-q', '-b', 'main')
  git('checkout', '-q', '--orphan', 'entire/checkpoints/v1')
  const one = claudeTranscript({ id: A, prompts: ['Fix the rounding of totals'] })
  const two = claudeTranscript({ id: A, prompts: ['Fix the rounding of totals', 'Use cents'] })
  put('aa/1111111111/0/full.jsonl', one)
  put('aa/1111111111/0/metadata.json', JSON.stringify({ session_id: A, created_at: '2026-01-01T10:00:00Z' }))
  put('bb/2222222222/0/full.jsonl', two.slice(0, two.length >> 1))
  put('bb/2222222222/0/full.jsonl.001', two.slice(two.length >> 1))
  put('bb/2222222222/0/metadata.json', JSON.stringify({ session_id: A, created_at: '2026-01-01T11:00:00Z' }))
  put('cc/3333333333/0/full.jsonl', 'no transcript')
  git('add', 'aa', 'bb', 'cc')
  git('commit', '-qm', 'checkpoints')
}

it('takes each session of Entire’s branch once, in its newest form, and names what it cannot read', async () => {
  entireBranch()
  const { exit, json } = await at.ses('import --git --json')
  expect(exit).toBe(0)
  expect(json()['sessions']).toEqual([
    { id: A, agent: 'claude-code', from: 'entire', outcome: 'created' },
    expect.objectContaining({ agent: 'unknown', outcome: 'unreadable' }),
  ])
  const view = (await at.ses('view aaaa --json')).json() as { summary: { prompts: unknown[] } }
  expect(view.summary.prompts).toHaveLength(2)
  const again = (await at.ses('import --git --json')).json() as { sessions: { outcome: string }[] }
  expect(again.sessions.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unreadable'])
})

it('takes the sessions that git-ai noted, with their commits', async () => {
  git('init', '-q', '-b', 'main')
  put('a.ts', 'x\n')
  git('add', 'a.ts')
  git('commit', '-qm', 'Add a')
  const prompts = {
    abcd: {
      agent_id: { tool: 'cursor', id: 'c-1', model: 'claude-sonnet-5' },
      messages: [{ type: 'user', text: 'Add a file with token ghp_0123456789abcdefghijklmnopqrstuvwxyzAB' }],
    },
  }
  const note = `a.ts\n  abcd 1\n---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', prompts })}`
  git('notes', '--ref', 'ai', 'add', '-m', note)
  const { json, exit } = await at.ses('import --git --json')
  expect([exit, json()['sessions']]).toEqual([0, [{ id: 'c-1', agent: 'cursor', from: 'git-ai', outcome: 'created' }]])
  const view = await at.ses('view c-1 --json')
  expect(view.stdout).toContain('a.ts')
  expect(view.stdout).toContain(git('rev-parse', 'HEAD'))
  expect(view.stdout).not.toContain('ghp_0123')
})

it('leaves alone what the agent’s own transcript told already', async () => {
  entireBranch()
  put('own.jsonl', claudeTranscript({ id: A, prompts: ['Fix the rounding of totals', 'Use cents', 'And test it'] }))
  await at.ses('import own.jsonl')
  const { json } = await at.ses('import --git --json')
  expect(json()['sessions']).toContainEqual({ id: A, agent: 'claude-code', from: 'entire', outcome: 'known' })
})

it('says that there is nothing, or no repository', async () => {
  expect((await at.ses('import --git')).exit).toBe(3)
  git('init', '-q')
  const { exit, stdout } = await at.ses('import --git')
  expect([exit, stdout.split('\n')[0]]).toEqual([0, 'No history of another tool in this repository.'])
})
