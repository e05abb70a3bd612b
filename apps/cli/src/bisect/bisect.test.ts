import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openShadow, takeSnapshot } from '@ses/checkpoints'
import type { Masked } from '@ses/model'
import { type BisectDocument, checkDocument } from '@ses/schema'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWorkspace, type Printed, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
let clock: number
const PATH = process.env['PATH'] ?? ''
beforeEach(() => {
  clock = Date.UTC(2026, 2, 10, 9)
  at = createWorkspace()
  mkdirSync(at.path('repo'))
  git('init', '-q', '-b', 'main')
})
afterEach(() => at.remove())

function ses(line: readonly string[]): Promise<Printed> {
  return at.ses(['bisect', ...line], { cwd: 'repo', env: { PATH, HOME: at.root, SHELL: '/bin/sh' }, now: clock })
}
function git(...args: string[]): string {
  const env = { PATH, HOME: at.root, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', args, { cwd: at.path('repo'), env, encoding: 'utf8', stdio: 'pipe' })
}
async function snapshot(kind: 'prompt' | 'turn-end', turn: number, prompt?: string): Promise<string> {
  clock += 60_000
  const shadow = await openShadow({ cwd: at.path('repo'), env: { PATH, HOME: at.root }, now: () => clock })
  const said = prompt === undefined ? {} : { prompt: prompt as Masked }
  return (await takeSnapshot(shadow, { session: 's-1', kind, turn, agent: 'codex', ...said })).snapshot.id
}
/** One turn for each state; each writes `state.txt`. */
async function turns(...states: string[]): Promise<string[]> {
  const ends: string[] = []
  for (const [index, state] of states.entries()) {
    await snapshot('prompt', index + 1, `make it ${state}`)
    writeFileSync(at.path('repo/state.txt'), state)
    ends.push(await snapshot('turn-end', index + 1))
  }
  return ends
}
const TEST = 'grep -q "^good" state.txt'
async function bisect(...line: string[]): Promise<BisectDocument> {
  const { json } = await ses([...line, '--json'])
  expect(checkDocument('bisect', json())).toEqual([])
  return json() as unknown as BisectDocument
}

it('finds the first bad turn, and leaves the work tree, the index and git alone', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  const ends = await turns('good 1', 'good 2', 'good 3', 'bad 4', 'bad 5', 'bad 6', 'bad 7')
  writeFileSync(at.path('repo/staged.txt'), 'x')
  git('add', 'staged.txt')
  const before = [
    git('status', '--porcelain=v2', '--branch'),
    readFileSync(at.path('repo/.git/index'), 'latin1'),
    git('worktree', 'list'),
  ]
  const document = await bisect('--run', TEST)
  expect(document).toMatchObject({
    result: 'found',
    first_bad: { id: ends[3], turn: 4 },
    turn: { session: 's-1', agent: 'codex', turn: 4, prompt: 'make it bad 4', commit: null },
    changes: [{ path: 'state.txt', change: 'modify' }],
  })
  expect(document.tests.length).toBeLessThan(10)
  const { stdout, exit } = await ses(['--run', `${TEST} # again`])
  expect([exit, stdout]).toEqual([
    0,
    expect.stringMatching(
      /^✗ first bad: [0-9a-f]{12} turn 4 .*\n {2}prompt {3}make it bad 4\n {2}session {2}s-1 \(codex\)\n1 file changed\n {2}~ state.txt\n/,
    ),
  ])
  expect([
    git('status', '--porcelain=v2', '--branch'),
    readFileSync(at.path('repo/.git/index'), 'latin1'),
    git('worktree', 'list'),
  ]).toEqual(before)
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`ses-bisect-${process.pid}-`))).toEqual([])
})

it('says when a change between turns broke it', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1')
  writeFileSync(at.path('repo/state.txt'), 'bad by hand')
  await turns('bad still')
  expect(await bisect('--run', TEST)).toMatchObject({ result: 'found', first_bad: { kind: 'prompt' }, turn: null })
})

it('skips at exit 125, and names the candidates', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1', 'skip 2', 'bad 3', 'bad 4')
  const document = await bisect('--run', `grep -q skip state.txt && exit 125; ${TEST}`)
  expect(document).toMatchObject({ result: 'skipped', first_bad: null, candidates: { length: 3 } })
})

it('reports a test that is good again later, or flaky, instead of naming a turn', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1', 'bad 2', 'good 3', 'bad 4')
  const answer = await ses(['--run', TEST, '--exhaustive'])
  expect([answer.exit, answer.stdout]).toEqual([1, expect.stringContaining('take turns')])
  const flaky = `${TEST} || { test -e ${at.path('seen')} && exit 0; touch ${at.path('seen')}; exit 1; }`
  expect(await bisect('--run', flaky, '--to', 'latest')).toMatchObject({ result: 'not_monotone', first_bad: null })
})

it('takes exit codes as git bisect run does: 128 and more stop it, 127 at the start does too', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1', 'bad 2')
  const cases: [string, number, string][] = [
    ['exit 128', 5, 'ended with 128'],
    ['kill -9 $$', 5, 'ended with 137'],
    ['no-such-program', 5, 'cannot be run (exit 127)'],
    ['true', 2, 'succeeds with the last'],
    ['false', 2, 'fails with the first'],
    ['exit 125', 2, 'no checkpoint could be tested'],
  ]
  for (const [command, exit, message] of cases) {
    expect([command, await ses(['--run', command])]).toEqual([
      command,
      expect.objectContaining({ exit, stderr: expect.stringContaining(message) }),
    ])
  }
  expect((await ses([])).exit).toBe(2)
  expect((await ses(['--run', TEST, '--session', 'nobody'])).exit).toBe(3)
  expect((await ses(['--run', TEST, '--link', '../x'])).exit).toBe(2)
  expect(await bisect('--run', `${TEST} || exit 127`)).toMatchObject({ result: 'found' })
})

it('lends ignored folders, sets up, ends what takes too long, and hides the repository from the command', async () => {
  writeFileSync(at.path('repo/.gitignore'), 'node_modules\n')
  mkdirSync(at.path('repo/node_modules'))
  writeFileSync(at.path('repo/node_modules/tool'), '')
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1', 'bad 2')
  const command = `test -e node_modules/tool && test -e made && ! git rev-parse 2>/dev/null && { ${TEST} || sleep 60; }`
  const document = await bisect(
    '--run',
    command,
    '--link',
    'node_modules,absent',
    '--setup',
    'touch made',
    '--timeout',
    '1',
  )
  expect(document).toMatchObject({ result: 'found', turn: { turn: 2 } })
  expect(document.tests.some(({ exit }) => exit === 124)).toBe(true)
  expect(existsSync(at.path('repo/made'))).toBe(false)
})

it('removes what a search that was killed has left, and not what one at work needs', async () => {
  writeFileSync(at.path('repo/state.txt'), 'good 0')
  await turns('good 1', 'bad 2')
  const ended = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }))
  const [left, busy] = [join(tmpdir(), `ses-bisect-${ended}-test`), join(tmpdir(), `ses-bisect-${process.pid}-test`)]
  mkdirSync(left)
  mkdirSync(busy)
  try {
    await bisect('--run', TEST)
    expect([existsSync(left), existsSync(busy)]).toEqual([false, true])
  } finally {
    execFileSync('rm', ['-rf', left, busy])
  }
})
