import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { openShadow, takeSnapshot } from '@ses/checkpoints'
import type { Masked } from '@ses/model'
import { type BlameDocument, checkDocument } from '@ses/schema'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { editingTranscript } from '../fixtures/editing-transcript.ts'
import { createWorkspace, type Printed, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
const PATH = process.env['PATH'] ?? ''
const START = Date.UTC(2026, 2, 10, 9)
let clock = START
beforeEach(() => {
  clock = START
  at = createWorkspace()
  mkdirSync(at.path('repo/src'), { recursive: true })
  git('init', '-q', '-b', 'main')
})
afterEach(() => at.remove())

function ses(line: string | readonly string[], cwd = 'repo'): Promise<Printed> {
  return at.ses(line, { cwd, env: { PATH, HOME: at.root, GIT_CONFIG_GLOBAL: '/dev/null' }, now: clock })
}
function git(...args: string[]): string {
  const date = `${Math.floor(clock / 1000)} +0000`
  const env = {
    PATH,
    HOME: at.root,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_COMMITTER_DATE: date,
  }
  const who = ['-c', 'user.name=Ann', '-c', 'user.email=b']
  return execFileSync('git', [...who, ...args], { cwd: at.path('repo'), env, encoding: 'utf8', stdio: 'pipe' }).trim()
}
function commit(message: string): void {
  clock += 60_000
  git('add', '-A')
  git('commit', '-q', '-m', message)
}
function write(...lines: string[]): void {
  writeFileSync(at.path('repo/src/a.ts'), lines.map((line) => `${line}\n`).join(''))
}
async function snapshot(
  kind: 'prompt' | 'turn-end',
  turn: number,
  prompt?: string,
  session = 'session-1',
): Promise<void> {
  clock += 60_000
  const shadow = await openShadow({ cwd: at.path('repo'), env: { PATH, HOME: at.root }, now: () => clock })
  const said = prompt === undefined ? {} : { prompt: prompt as Masked }
  await takeSnapshot(shadow, { session, kind, turn, agent: 'claude-code', ...said })
}
async function blame(line: string): Promise<BlameDocument> {
  const { json, stderr } = await ses(`${line} --json`)
  expect(stderr).toBe('')
  expect(checkDocument('blame', json())).toEqual([])
  return json() as unknown as BlameDocument
}
/** One word for each line. */
async function kinds(line = 'blame src/a.ts'): Promise<string[]> {
  const { lines, authors } = await blame(line)
  return lines.map(({ kind, shares }) => (kind === 'agent' ? (authors[shares[0]?.author ?? 0]?.prompt ?? kind) : kind))
}

/** Ann's first commit, a turn that adds and commits, Ann's change of a word and a line of her own. */
async function history(): Promise<void> {
  write('const start = 1', 'const theEnd = 2')
  commit('first')
  await snapshot('prompt', 1, 'add the middle')
  write('const start = 1', 'const middle = compute(start)', 'export { middle }', 'const theEnd = 2')
  commit('middle')
  await snapshot('turn-end', 1)
  write(
    'const start = 1',
    'const middle = compute(start, limit)',
    'export { middle }',
    'const theEnd = 2',
    'const mine = 3',
  )
}

it('tells agents, people, mixed lines and what nobody knows apart', async () => {
  await history()
  expect(await kinds()).toEqual(['unknown', 'mixed', 'add the middle', 'unknown', 'human'])
  const document = await blame('blame src/a.ts:2')
  expect(document.lines).toHaveLength(1)
  expect(document.lines[0]?.shares.map(({ author }) => document.authors[author]?.kind)).toEqual(['agent', 'human'])
  expect(document.authors[0]).toMatchObject({
    session: 'session-1',
    agent: 'claude-code',
    turn: 1,
    evidence: 'snapshot',
  })
  expect((await ses('blame a.ts:3', 'repo/src')).stdout).toMatch(
    /^3 export \{ middle \}\nagent\n.*\n {2}session +session-1\n {2}turn +1\n {2}prompt +add the middle\n/,
  )
  expect((await ses('blame src/a.ts:4')).stdout).toMatch(/unknown [0-9a-f]{8}\n {2}commit +[0-9a-f]{12} Ann\n/)
  expect((await ses('blame src/a.ts')).stdout).toContain('claude-code session-')
})

it('keeps authors through amend, rebase, squash, cherry-pick, indenting, moving and renaming', async () => {
  await history()
  commit('mine')
  const expected = ['unknown', 'mixed', 'add the middle', 'unknown', 'human']
  git('commit', '-q', '--amend', '-m', 'mine, amended')
  expect(await kinds()).toEqual(expected)
  git('reset', '-q', '--soft', 'HEAD~2')
  commit('squashed')
  expect(await kinds('blame src/a.ts --rev HEAD')).toEqual(expected)
  git('checkout', '-q', '-b', 'other', 'HEAD~1')
  writeFileSync(at.path('repo/other.txt'), 'x\n')
  commit('other')
  git('cherry-pick', 'main')
  expect(await kinds()).toEqual(expected)
  git('checkout', '-q', 'main')
  git('rebase', '-q', 'other')
  expect(await kinds()).toEqual(expected)
  const lines = readFileSync(at.path('repo/src/a.ts'), 'utf8').split('\n').filter(Boolean)
  write(...lines.slice(2).map((line) => `    ${line}`), ...lines.slice(0, 2))
  expect(await kinds()).toEqual([...expected.slice(2), ...expected.slice(0, 2)])
  git('add', '-A')
  git('mv', 'src/a.ts', 'src/b.ts')
  commit('renamed')
  expect(await kinds('blame src/b.ts')).toEqual([...expected.slice(2), ...expected.slice(0, 2)])
})

it('does not say who it was where several were at work, or where the end of a turn was not told', async () => {
  write('one = 1')
  await snapshot('prompt', 1, 'p', 'a')
  await snapshot('prompt', 1, 'q', 'b')
  write('one = 1', 'either = 2')
  await snapshot('turn-end', 1, undefined, 'a')
  await snapshot('turn-end', 1, undefined, 'b')
  await snapshot('prompt', 2, 'r', 'a')
  write('one = 1', 'either = 2', 'perhaps = 3')
  const { lines, authors } = await blame('blame src/a.ts')
  expect(lines.map(({ shares }) => authors[shares[0]?.author ?? 0]?.candidates)).toEqual([[], ['a', 'b'], ['a']])
  expect(lines.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'unknown'])
})

it('asks the transcripts of stored sessions where there was no snapshot, with the models they used', async () => {
  write('const start = 1', 'const middle = compute(start)')
  commit('all')
  const id = '11111111-2222-4333-8444-555555555555'
  const input = { file_path: at.path('repo/src/a.ts'), content: 'const middle = compute(start)\n' }
  const steps = [{ name: 'Write', input, output: 'File created successfully' } as const]
  writeFileSync(
    at.path('t.jsonl'),
    editingTranscript({ id, cwd: at.path('repo'), prompt: 'add it', steps, reply: 'Done.' }),
  )
  expect((await ses(['import', at.path('t.jsonl')])).exit).toBe(0)
  const { lines, authors } = await blame('blame src/a.ts')
  expect(lines.map(({ kind }) => kind)).toEqual(['unknown', 'agent'])
  expect(authors[1]).toMatchObject({
    session: id,
    evidence: 'edit',
    prompt: 'add it',
    models: ['claude-sonnet-4-5-20250929'],
  })
})

it('sums a commit or a range up', async () => {
  await history()
  commit('mine')
  const { json } = await ses('blame --summary HEAD~2..HEAD --json')
  expect(checkDocument('blame-summary', json())).toEqual([])
  expect(json()).toMatchObject({
    total: { lines: 3, agent: 1, human: 1, mixed: 1, unknown: 0 },
    agents: [{ agent: 'claude-code', lines: 1 }],
    files: [{ path: 'src/a.ts', lines: 3 }],
  })
  expect((await ses('blame --summary HEAD')).stdout).toMatch(/^2 lines: human 50% · mixed 50%\n/)
  expect((await ses(`blame --summary ${git('rev-parse', 'HEAD~2')}`)).stdout).toMatch(/^2 lines: unknown 100%\n/)
})

it('says what is wrong', async () => {
  write('x')
  writeFileSync(at.path('repo/b.bin'), Buffer.from([0, 1, 2]))
  const cases: [string, number][] = [
    ['blame', 2],
    ['blame src/a.ts --summary HEAD', 2],
    ['blame ../x', 2],
    ['blame none.ts', 3],
    ['blame src/a.ts:9', 3],
    ['blame src/a.ts --rev nothing', 3],
    ['blame b.bin', 5],
  ]
  for (const [line, exit] of cases) expect([line, (await ses(line)).exit]).toEqual([line, exit])
  expect((await ses('blame src/a.ts', '.')).exit).toBe(3)
})
