import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Printed, type Workspace } from '../fixtures/test-host.ts'
import { hookScript } from './commit-hook-scripts.ts'

vi.setConfig({ testTimeout: 120_000 })
let at: Workspace
beforeEach(() => {
  at = createWorkspace()
  for (const name of ['home', 'repo', 'bin']) mkdirSync(at.path(name))
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'a')
  git('config', 'user.email', 'b')
})
afterEach(() => at.remove())

const env = (): Record<string, string> => ({
  PATH: `${at.path('bin')}:${process.env['PATH'] ?? ''}`,
  HOME: at.path('home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
})
function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: at.path('repo'), env: env(), encoding: 'utf8', stdio: 'pipe' })
}
const ses = (line: string): Promise<Printed> => at.ses(line, { cwd: 'repo', env: env(), now: Date.now() })
function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(at.path(path)), { recursive: true })
  writeFileSync(at.path(path), content)
  chmodSync(at.path(path), mode)
}
const read = (path: string): string => readFileSync(at.path(path), 'utf8')
const HOOK = 'repo/.git/hooks/post-commit'
const MARKER = 'repo/.ses-logs/.checkpoint'

describe('ses enable --checkpoint', () => {
  it('adds hooks of git and the mark, says so, and disable takes both out', async () => {
    const before = readdirSync(at.path('repo/.git/hooks'))
    const { exit, json } = await ses('enable claude-code --checkpoint --json')
    expect(exit).toBe(0)
    expect(checkDocument('install', json())).toEqual([])
    expect(json()).toMatchObject({
      commit_hooks: [
        { path: at.path(HOOK), action: 'created' },
        { path: at.path('repo/.git/hooks/post-rewrite'), action: 'created' },
      ],
    })
    expect(statSync(at.path(HOOK)).mode & 0o111).not.toBe(0)
    expect(existsSync(at.path(MARKER))).toBe(true)
    expect((await ses('enable claude-code --checkpoint --json')).json()).toMatchObject({
      commit_hooks: [{ action: 'unchanged' }, { action: 'unchanged' }],
    })
    expect((await ses('disable --dry-run')).exit).toBe(0)
    expect(existsSync(at.path(HOOK))).toBe(true)
    expect((await ses('disable --json')).json()).toMatchObject({ commit_hooks: [{ action: 'deleted' }, {}] })
    expect(readdirSync(at.path('repo/.git/hooks'))).toEqual(before)
    expect(existsSync(at.path(MARKER))).toBe(false)
  })

  it('runs the hook that was there before, with its words, its input and its exit code, and puts it back byte for byte', async () => {
    const theirs = `#!/bin/sh\n# theirs, without an end\necho "$0 $*" >> ${at.path('ran')}; [ "$1" = amend ] && cat >> ${at.path('ran')}; true`
    write(HOOK, theirs, 0o750)
    write('repo/.git/hooks/post-rewrite', theirs, 0o755)
    await ses('enable claude-code --checkpoint')
    for (const name of ['post-commit', 'post-rewrite']) write(`repo/.git/hooks/${name}`, hookScript({}), 0o755)
    write('bin/ses', `#!/bin/sh\necho "$*" >> ${at.path('started')}\n`, 0o755)
    git('commit', '-q', '--allow-empty', '-m', 'one')
    const old = git('rev-parse', 'HEAD').trim()
    git('commit', '-q', '--allow-empty', '--amend', '-m', 'two')
    expect(read('ran')).toMatch(/post-commit\.before-ses \n/)
    expect(read('ran')).toMatch(/post-rewrite\.before-ses amend\n/)
    expect(read('ran')).toContain(`${old} ${git('rev-parse', 'HEAD').trim()}`)
    expect(
      readdirSync(at.path('repo/.git/ses/queue'))
        .map((name) => name.split('.').at(-1))
        .sort(),
    ).toEqual(['commit', 'commit', 'rewrite'])
    await vi.waitFor(() => expect(read('started')).toContain('checkpoints after-commit'), 5000)
    await ses('disable')
    expect([read(HOOK), statSync(at.path(HOOK)).mode & 0o777]).toEqual([theirs, 0o750])
    expect(readdirSync(at.path('repo/.git/hooks')).filter((name) => name.includes('ses'))).toEqual([])
  })

  it('returns at once, and fails no commit where there is no ses', () => {
    write(HOOK, hookScript({}), 0o755)
    git('commit', '-q', '--allow-empty', '-m', 'without ses')
    write('bin/ses', '#!/bin/sh\nexec sleep 20\n', 0o755)
    const start = performance.now()
    git('commit', '-q', '--allow-empty', '-m', 'with a slow one')
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  it("adds a line to husky's hook, without a path of this machine, and takes it out byte for byte", async () => {
    git('config', 'core.hooksPath', '.husky/_')
    write('repo/.husky/post-commit', 'npm run report')
    await ses('enable claude-code --checkpoint')
    expect(read('repo/.husky/post-commit')).toMatch(/^npm run report\n# >>> ses[^\n]*\ncommand -v ses .*\n# <<< ses/)
    expect(existsSync(at.path(HOOK))).toBe(false)
    await ses('disable')
    expect(read('repo/.husky/post-commit')).toBe('npm run report')
  })

  it('goes by the local file of lefthook, and leaves hooks that other repositories share alone', async () => {
    write('repo/lefthook.yml', 'pre-commit:\n  commands: {}\n')
    expect((await ses('enable claude-code --checkpoint')).stdout).toContain('lefthook install')
    expect(read('repo/lefthook-local.yml')).toContain('post-commit:')
    await ses('disable')
    expect(existsSync(at.path('repo/lefthook-local.yml'))).toBe(false)
    execFileSync('rm', [at.path('repo/lefthook.yml')])
    git('config', 'core.hooksPath', at.path('home/hooks'))
    expect((await ses('enable claude-code --checkpoint')).stdout).toMatch(/others\s+may\s+share/)
    expect(existsSync(at.path('home/hooks'))).toBe(false)
  })

  it('is an error outside of a repository, and nothing is enabled', async () => {
    expect((await at.ses('enable claude-code --checkpoint', { env: env() })).exit).toBe(3)
    expect(existsSync(at.path('.claude'))).toBe(false)
  })
})

describe('the worker that the hooks start', () => {
  it('keeps the sessions of every commit that was noted, and carries them over what a rebase made', async () => {
    const id = 'aaaaaaaa-1111-4111-8111-111111111111'
    for (const name of ['post-commit', 'post-rewrite']) write(`repo/.git/hooks/${name}`, hookScript({}), 0o755)
    write('repo/.gitignore', '.ses-logs/\n')
    git('add', '-A')
    git('commit', '-q', '-m', 'first')
    const begun = (Date.now() - Date.UTC(2026, 2, 1)) / 3_600_000
    write(
      `home/.claude/projects/-repo/${id}.jsonl`,
      claudeTranscript({ id, start: begun, file: 'a.txt' }).replaceAll('/work/shop', at.path('repo')),
    )
    await ses(`import ${at.path('home/.claude/projects/-repo')}/${id}.jsonl --no-archive`)
    write('repo/a.txt', 'a\n')
    git('add', '-A')
    git('commit', '-q', '-m', 'by the session')
    git('commit', '-q', '--allow-empty', '-m', 'by hand')
    expect((await ses('checkpoints after-commit')).exit).toBe(0)
    expect(readdirSync(join(at.path('repo'), '.git/ses/queue'))).toEqual([])
    git(
      '-c',
      'sequence.editor=sed -i.bak s/^pick/reword/',
      '-c',
      'core.editor=true',
      'rebase',
      '-q',
      '--force-rebase',
      'HEAD~2',
    )
    await ses('checkpoints after-commit')
    const kept = (await ses('checkpoints commits HEAD~1 --json')).json()['checkpoints']
    expect(kept).toMatchObject([{ session: id, commit: git('rev-parse', 'HEAD~1').trim() }])
    expect((await ses('checkpoints commits HEAD --json')).json()['checkpoints']).toEqual([])
    expect(git('fsck', '--strict', '--no-dangling')).toBe('')
  })
})
