import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, type Printed, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('repo'))
})
afterEach(() => at.remove())

const PATH = process.env['PATH'] ?? ''
const START = Date.UTC(2026, 2, 10, 9)
let clock = START

/** `ses` in the repository, a minute after the call before. */
function ses(line: string | readonly string[], env: Record<string, string> = {}): Promise<Printed> {
  clock += 60_000
  return at.ses(line, { cwd: 'repo', env: { PATH, HOME: at.root, GIT_CONFIG_GLOBAL: '/dev/null', ...env }, now: clock })
}
function git(...args: string[]): string {
  const env = { PATH, HOME: at.root, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const who = ['-c', 'user.name=a', '-c', 'user.email=b']
  return execFileSync('git', [...who, ...args], { cwd: at.path('repo'), env, encoding: 'utf8', stdio: 'pipe' })
}
function write(path: string, content: string): void {
  mkdirSync(dirname(at.path('repo', path)), { recursive: true })
  writeFileSync(at.path('repo', path), content)
}
const read = (path: string): string => readFileSync(at.path('repo', path), 'utf8')
async function take(note: string): Promise<string> {
  const { json } = await ses(['checkpoints', 'take', note, '--json'])
  return (json()['checkpoint'] as { id: string }).id
}

describe('outside of a git repository', () => {
  it('says so clearly, exit 3', async () => {
    for (const line of ['checkpoints', 'rewind latest', 'shadow']) {
      const { exit, stderr } = await ses(line)
      expect([exit, stderr]).toEqual([
        3,
        expect.stringMatching(
          /^ses: not a git repository: .* is in no git work tree\n {2}fix: go to a work tree of one/,
        ),
      ])
    }
  })
})

describe('ses checkpoints', () => {
  it('has a friendly empty state, and lists, shows and takes', async () => {
    git('init', '-q', '-b', 'main')
    expect(await ses('checkpoints')).toMatchObject({ exit: 0, stdout: expect.stringContaining('No checkpoints yet.') })
    expect(await ses('shadow')).toMatchObject({ exit: 0, stdout: 'No checkpoints.\n' })
    write('a.txt', 'one\n')
    const first = await take('before the refactoring')
    write('a.txt', 'two\n')
    write('new\nline.txt', 'x')
    const second = await take(
      'key sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstu-AAAAAA',
    )
    const listed = await ses('checkpoints')
    expect(listed.stdout).toMatch(new RegExp(`^${second.slice(0, 8)} .* 2 .*taken by hand: key \\[masked:`, 'm'))
    expect(listed.stdout).toMatch(new RegExp(`^${first.slice(0, 8)} .*taken by hand: before the refactoring`, 'm'))
    expect(git('log', '--all', '--format=%B')).not.toContain('sk-ant')
    const { json } = await ses('checkpoints --json')
    expect(checkDocument('checkpoints', json())).toEqual([])
    expect((json()['checkpoints'] as { id: string }[]).map(({ id }) => id)).toEqual([second, first])
    const shown = await ses(`checkpoints show ${second.slice(0, 10)}`)
    expect(shown.stdout).toContain('2 files changed since the one before\n  ~ a.txt\n  + new\\nline.txt\n')
    expect((await ses('checkpoints --limit 1')).stdout).toContain('… 1 more')
    expect((await ses('checkpoints --session nobody')).stdout).toBe('None of 2 checkpoints matches.\n')
    expect(await ses('checkpoints show ffffffffffff')).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('fix: `ses checkpoints` lists them'),
    })
    expect((await ses('checkpoints nonsense')).exit).toBe(2)
  })

  it('works without the git program', async () => {
    git('init', '-q', '-b', 'main')
    write('a.txt', 'one\n')
    const without = { PATH: '/nowhere' }
    expect((await ses('checkpoints take', without)).exit).toBe(0)
    write('a.txt', 'two\n')
    expect((await ses('rewind latest --force', without)).exit).toBe(0)
    expect(read('a.txt')).toBe('one\n')
    expect((await ses('shadow --json', without)).json()['bytes']).toBeNull()
    expect(git('fsck', '--strict', '--no-dangling')).toBe('')
  })
})

describe('ses rewind', () => {
  it('shows, refuses, rewinds and takes back', async () => {
    git('init', '-q', '-b', 'main')
    write('a.txt', 'one\n')
    const first = await take('start')
    write('a.txt', 'two\n')
    write('made.txt', 'm\n')
    await take('end')
    const dry = await ses(`rewind ${first.slice(0, 9)} --dry-run`)
    expect(dry.stdout).toBe(
      `would rewind to ${first.slice(0, 12)} “taken by hand: start”: 2 files\n  ~ a.txt\n  - made.txt\n`,
    )
    write('hand.txt', 'h\n')
    const refused = await ses(`rewind ${first}`)
    expect([refused.exit, refused.stderr]).toEqual([
      4,
      expect.stringMatching(/^ses: changed since by someone else: hand.txt\n {2}fix: --merge keeps both/),
    ])
    expect(read('a.txt')).toBe('two\n')
    const merged = await ses(`rewind ${first} --merge --json`)
    expect(checkDocument('rewind', merged.json())).toEqual([])
    expect(merged.json()).toMatchObject({
      applied: true,
      changes: [
        { path: 'a.txt', change: 'modify' },
        { path: 'made.txt', change: 'remove' },
      ],
    })
    expect([read('a.txt'), read('hand.txt'), existsSync(at.path('repo/made.txt'))]).toEqual(['one\n', 'h\n', false])
    expect((await ses('rewind --undo')).stdout).toMatch(/^✓ rewound to .*\n {2}~ a.txt\n {2}\+ made.txt\n/)
    expect([read('a.txt'), read('made.txt')]).toEqual(['two\n', 'm\n'])
    expect(await ses(`rewind ${first} --force --paths made.txt`)).toMatchObject({ exit: 0 })
    expect([read('a.txt'), existsSync(at.path('repo/made.txt'))]).toEqual(['two\n', false])
  })

  it('marks conflicts and ends with 1', async () => {
    git('init', '-q', '-b', 'main')
    write('a.txt', 'one\n')
    const first = await take('start')
    write('a.txt', 'two\n')
    await take('end')
    write('a.txt', 'three\n')
    const { exit, stdout } = await ses(`rewind ${first} --merge`)
    expect([exit, stdout]).toEqual([1, expect.stringContaining('conflicts: marked in the file')])
    expect(read('a.txt')).toContain('<<<<<<< present\nthree\n=======\none\n>>>>>>> checkpoint')
  })

  it('makes a branch, moves one, and refuses contradictions', async () => {
    git('init', '-q', '-b', 'main')
    write('a.txt', 'one\n')
    git('add', '-A')
    git('commit', '-qm', 'first')
    const head = git('rev-parse', 'HEAD').trim()
    const first = await take('start')
    expect(await ses(`rewind ${first} --to-branch kept`)).toMatchObject({ exit: 0 })
    expect(git('branch', '--format=%(refname:short)')).toBe('kept\nmain\n')
    expect((await ses(`rewind ${first} --to-branch kept`)).exit).toBe(4)
    git('commit', '-q', '--allow-empty', '-m', 'second')
    expect((await ses(`rewind ${first} --hard --json`)).json()).toMatchObject({ moved_to: head })
    expect(git('rev-parse', 'main').trim()).toBe(head)
    for (const wrong of [
      '--merge --force',
      '--hard --paths a',
      'other',
      '--to-branch x --hard',
      '--paths ../x',
      '--interactive',
    ]) {
      expect((await ses(`rewind ${first} ${wrong}`)).exit).toBe(2)
    }
    expect((await ses('rewind')).exit).toBe(2)
  })
})

describe('ses shadow', () => {
  it('shows refs and room, and prunes', async () => {
    git('init', '-q', '-b', 'main')
    write('a.txt', 'one\n')
    await take('x')
    git('checkout', '-q', '-b', 'other/branch')
    clock += 86_400_000
    write('a.txt', 'two\n')
    await take('y')
    const all = await ses('shadow --json')
    expect(checkDocument('shadow', all.json())).toEqual([])
    expect(all.json()).toMatchObject({
      bytes: expect.any(Number),
      sessions: [{ branches: ['other/branch'], checkpoints: 1 }, { branches: ['main'] }],
    })
    expect((await ses('shadow')).stdout).toMatch(/2 checkpoints of 2 sessions, [\d.]+ k?B on the disk/)
    expect((await ses('shadow info main --json')).json()['sessions']).toHaveLength(1)
    expect((await ses('shadow info nowhere')).exit).toBe(3)
    expect((await ses('shadow prune')).exit).toBe(2)
    expect((await ses('shadow prune --older-than 12h --dry-run --json')).json()).toMatchObject({
      pruned: [{ branches: ['main'] }],
    })
    expect((await ses('shadow prune --older-than 12h --json')).json()).toMatchObject({
      sessions: [{ branches: ['other/branch'] }],
    })
    expect((await ses('shadow prune --keep 0')).stdout).toContain('No checkpoints.')
    expect(git('for-each-ref', 'refs/ses')).toBe('')
  })
})
