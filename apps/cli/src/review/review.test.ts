import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkDocument, type ReviewReport } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { editingTranscript, type TranscriptStep } from '../fixtures/editing-transcript.ts'
import { createWorkspace, type Printed, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const ID = 'bbbbbbbb-1111-4111-8111-111111111111'
const PATH = process.env['PATH'] ?? ''
const TOKEN = `ghp_${'Zx9Qw8Er7Ty6Ui5Op4As3Df2Gh1Jk0Lz9Xc8'.slice(0, 36)}`
let at: Workspace

beforeEach(() => {
  at = createWorkspace()
  mkdirSync(at.path('repo'))
  git('init', '-q', '-b', 'main')
  write('src/a.ts', 'export const a = 1\nexport const b = 2\nexport const c = 3\n')
  git('add', '.')
  git('commit', '-qm', 'start')
})
afterEach(() => at.remove())

function ses(line: string | readonly string[], env: Record<string, string> = {}): Promise<Printed> {
  return at.ses(line, { cwd: 'repo', env: { PATH, ...env } })
}
function git(...args: string[]): string {
  const env = { PATH, HOME: at.root, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const who = ['-c', 'user.name=a', '-c', 'user.email=b', '-c', 'core.hooksPath=/dev/null']
  return execFileSync('git', [...who, ...args], { cwd: at.path('repo'), env, encoding: 'utf8', stdio: 'pipe' }).trim()
}
function write(path: string, content: string): void {
  mkdirSync(dirname(at.path('repo', path)), { recursive: true })
  writeFileSync(at.path('repo', path), content)
}
const stored = (name: string): string => at.path('repo', '.ses-logs', ID, name)
const reportOf = (printed: Printed): ReviewReport => printed.json() as unknown as ReviewReport
const seen = ({ findings }: ReviewReport): string[] =>
  findings.map(({ rule, evidence: { file, line } }) => `${rule} ${file}:${line}`)

/** The session left a breakpoint behind, and committed when told so. */
async function session(commit = true, more: readonly TranscriptStep[] = []): Promise<void> {
  write('src/a.ts', 'export const a = 1\nexport const b = 2\ndebugger\nexport const c = 3\n')
  const edit = {
    file_path: at.path('repo/src/a.ts'),
    old_string: 'export const b = 2',
    new_string: 'export const b = 2\ndebugger',
  }
  const steps: TranscriptStep[] = [{ name: 'Edit', input: edit, output: 'ok' }, ...more]
  if (commit) {
    git('add', '-A', ':!*.jsonl')
    git('commit', '-qm', 'Look closer')
    steps.push({
      name: 'Bash',
      input: { command: "git commit -qm 'Look closer'" },
      output: `[main ${git('rev-parse', '--short', 'HEAD')}] Look closer\n 1 file changed`,
    })
  }
  const prompt = 'Find out why b is wrong in src/a.ts'
  writeFileSync(at.path('a.jsonl'), editingTranscript({ id: ID, cwd: at.path('repo'), prompt, steps, reply: 'Done.' }))
  const { exit, stderr } = await ses(['import', at.path('a.jsonl')])
  expect([exit, stderr]).toEqual([0, expect.anything()])
}

describe('ses review', () => {
  it('reviews the commits of a session and points to lines and events', async () => {
    await session()
    const printed = await ses(['review', '--json'])
    const report = reportOf(printed)
    expect([printed.exit, printed.stderr]).toEqual([0, ''])
    expect(checkDocument('review', report)).toEqual([])
    expect(report.diffs).toEqual([
      {
        session_id: ID,
        source: 'commits',
        base: git('rev-parse', 'HEAD^'),
        head: git('rev-parse', 'HEAD'),
        files: 1,
        added: 1,
        removed: 0,
      },
    ])
    expect(seen(report)).toEqual(['debug_print src/a.ts:3'])
    expect(report.findings[0]?.evidence.event_ids).toHaveLength(1)
  })

  it('writes review.json, review.md and review-run.json for the owner alone, and the same review twice', async () => {
    await session()
    const first = await ses('review')
    const bytes = readFileSync(stored('review.json'), 'utf8')
    const second = await ses('review')
    expect(readFileSync(stored('review.json'), 'utf8')).toBe(bytes)
    expect(second.stdout).toBe(first.stdout)
    expect(statSync(stored('review.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(stored('review.md'), 'utf8')).toContain('`src/a.ts:3`')
    expect(JSON.parse(readFileSync(stored('review-run.json'), 'utf8'))).toMatchObject({ engine: 'rules', passed: true })
    expect(first.stdout).toMatch(/high\s+Debugging output left in/)
  })

  it('is a gate: 1 by --strict and --fail-on, 0 below', async () => {
    await session()
    expect((await ses('review --strict')).exit).toBe(1)
    expect((await ses('review --fail-on critical')).exit).toBe(0)
    const { exit, json } = await ses('review --fail-on=high --strict-contract --json')
    expect([exit, json()['passed']]).toEqual([1, false])
    expect((await ses('review --min-severity critical --strict --json')).json()['findings']).toEqual([])
  })

  it('accepts findings by a baseline, also after the code around them moved', async () => {
    await session()
    expect((await ses('review --strict --baseline accepted.json --write-baseline')).exit).toBe(0)
    write(
      'src/a.ts',
      `// moved\n\n${readFileSync(at.path('repo/src/a.ts'), 'utf8').replace('debugger', '  debugger;')}`,
    )
    git('commit', '-qam', 'reformat')
    const printed = await ses('review --base HEAD~2 --strict --baseline accepted.json --json')
    expect([printed.exit, seen(reportOf(printed)), reportOf(printed).suppressed.length]).toEqual([0, [], 1])
    const sarif = JSON.parse((await ses('review --base HEAD~2 --baseline accepted.json --sarif')).stdout)
    expect(sarif.runs[0].results[0].suppressions[0].status).toBe('accepted')
  })

  it('refuses a baseline that is damaged or missing', async () => {
    await session()
    write('broken.json', '{')
    expect((await ses('review --baseline broken.json --write-baseline')).exit).toBe(5)
    expect(readFileSync(at.path('repo/broken.json'), 'utf8')).toBe('{')
    expect((await ses('review --baseline none.json')).exit).toBe(3)
    expect((await ses('review --write-baseline')).exit).toBe(2)
  })

  it('reviews what a branch adds without any session, and stores nothing', async () => {
    git('checkout', '-qb', 'topic')
    write('src/a.ts', 'eval(text)\n')
    git('commit', '-qam', 'x')
    const printed = await ses('review --base main --json')
    expect(reportOf(printed)).toMatchObject({ sessions: [], diffs: [{ source: 'refs', session_id: null }] })
    expect(seen(reportOf(printed))).toEqual(['unsafe_code src/a.ts:1'])
    expect(existsSync(at.path('repo/.ses-logs'))).toBe(false)
    expect((await ses('review --base nowhere')).exit).toBe(3)
    expect((await ses(['review', '--base=--output=x'])).exit).toBe(2)
  })

  it('takes the work tree only where it is allowed, else the recorded edits', async () => {
    await session(false)
    write('src/new.ts', 'eval(text)\n')
    expect(reportOf(await ses('review --json')).diffs[0]?.source).toBe('edits')
    const report = reportOf(await ses('review --allow-worktree-diff --json'))
    expect(report.diffs[0]).toMatchObject({ source: 'worktree', head: null, files: 2 })
    expect(seen(report)).toEqual(['debug_print src/a.ts:3', 'unsafe_code src/new.ts:1'])
  })

  it('takes checkpoints where there are no commits', async () => {
    const { openShadow, takeSnapshot } = await import('@ses/checkpoints')
    const shadow = await openShadow({ cwd: at.path('repo'), env: { PATH, HOME: at.root } })
    await takeSnapshot(shadow, { session: ID, kind: 'prompt' })
    write('src/late.ts', 'eval(text)\n')
    await takeSnapshot(shadow, { session: ID, kind: 'turn-end' })
    await session(false)
    const report = reportOf(await ses('review --json'))
    expect(report.diffs[0]?.source).toBe('checkpoints')
    expect(seen(report)).toContain('unsafe_code src/late.ts:1')
  })

  it('never shows a secret of the diff', async () => {
    write('src/b.ts', `export const token = '${TOKEN}'\n`)
    await session()
    for (const line of ['review', 'review --json', 'review --md', 'review --sarif', 'review --github']) {
      const { stdout } = await ses(line)
      expect(stdout).toContain('src/b.ts')
      expect(stdout).not.toContain(TOKEN)
    }
    for (const name of ['review.json', 'review.md', 'review-run.json']) {
      expect(readFileSync(stored(name), 'utf8')).not.toContain(TOKEN)
    }
  })

  it('queues review.completed where a webhook is configured', async () => {
    await session()
    const env = { SES_WEBHOOK_URL: 'https://example.com/hook', SES_WEBHOOK_EVENTS: 'review.completed' }
    await ses('review', env)
    const pending = (await ses('webhook --json', env)).stdout
    expect(pending).toContain('review.completed')
  })

  it('reviews several sessions', async () => {
    await session()
    expect(reportOf(await ses('review --all --json')).sessions).toEqual([ID])
    expect(reportOf(await ses('review --recent=1 --json')).sessions).toEqual([ID])
    expect((await ses(`review ${ID} --all`)).exit).toBe(2)
  })

  it('says what is wrong with the options', async () => {
    for (const line of ['--engine=other', '--fail-on=grave', '--json --md', '--recent=0', '--head=x']) {
      expect((await ses(`review ${line}`)).exit).toBe(2)
    }
    expect((await ses('review')).exit).toBe(3)
  })
})

it('a hostile checkout and transcript change nothing but the text of findings', async () => {
  // Attributes that would hide the code from a diff, or pass it through programs.
  write('.gitattributes', '*.ts -diff\n')
  await session(true, [
    { name: 'Bash', input: { command: 'echo' }, output: '\n::error::pwned\n\u001b[2J::set-output name=a::b' },
  ])
  const proof = at.path('ran')
  const evil = `touch ${proof}`
  for (const setting of [
    'core.fsmonitor',
    'diff.external',
    'core.pager',
    'diff.evil.command',
    'diff.evil.textconv',
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.evil.process',
  ]) {
    git('config', setting, evil)
  }
  mkdirSync(at.path('repo/.git/hooks'), { recursive: true })
  for (const hook of ['pre-commit', 'post-checkout', 'post-index-change']) {
    writeFileSync(at.path('repo/.git/hooks', hook), `#!/bin/sh\n${evil}\n`, { mode: 0o755 })
  }
  write('.gitattributes', '*.ts filter=evil diff=evil\n')
  write('src/\u001b[2Ja\n::error::b.ts', 'eval(x)\n<img src=x onerror=alert(1)> @everyone\n')
  write('src/long.ts', `// TODO: ${'('.repeat(50_000)}\n`)
  for (const line of [
    'review',
    'review --md',
    'review --github',
    'review --allow-worktree-diff',
    'review --base HEAD~1 --github',
  ]) {
    const { exit, stdout } = await ses(line)
    expect(exit).toBe(0)
    expect(stdout).toContain('src/a.ts')
    expect(stdout).not.toContain('\u001b')
    const commands = stdout.split('\n').filter((each) => /^\s*::/.test(each))
    expect(commands.every((each) => line.includes('--github') && /^::(?:error|warning|notice) file=/.test(each))).toBe(
      true,
    )
  }
  expect(seen(reportOf(await ses('review --json')))).toContain('debug_print src/a.ts:3')
  expect(existsSync(proof)).toBe(false)
})
