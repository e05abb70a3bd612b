import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patientFs, promptFs, type RecordFs } from '@ses/capture'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { LogHost } from './log-host.ts'
import { type LogOutcome, runLog } from './run-log.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-log-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0

interface Scene {
  readonly cwd: string
  readonly home: string
  readonly log: (
    payload: unknown,
    options?: { hook?: string; agent?: string; env?: LogHost['env']; fs?: RecordFs },
  ) => Promise<LogOutcome>
}

/** A repository of its own and a home. */
function scene(): Scene {
  const base = join(root, String(++count))
  const cwd = join(base, 'project')
  const home = join(base, 'home')
  mkdirSync(join(cwd, '.git'), { recursive: true })
  mkdirSync(home)
  writeFileSync(join(cwd, '.git/HEAD'), 'ref: refs/heads/main\n')
  return {
    cwd,
    home,
    log: (payload, { hook = 'PostToolUse', agent = 'claude-code', env = {}, fs } = {}) =>
      runLog([hook, '--agent', agent], {
        env,
        cwd,
        home,
        now: Date.now,
        stdin: async () => ({
          bytes: Buffer.isBuffer(payload)
            ? payload
            : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
          cut: false,
          stalled: false,
        }),
        promptFs: fs ?? promptFs,
        patientFs: fs ?? patientFs,
        node: process.execPath,
        bin: join(base, 'no-such-bin.cjs'),
      }),
  }
}

const eventsOf = (project: string, folder: string): Record<string, unknown>[] =>
  readFileSync(join(project, '.ses-logs', folder, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const failuresOf = (project: string): unknown[] =>
  readFileSync(join(project, '.ses-logs/hook-failures.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { reason: string }).reason)

describe('recording a hook call', () => {
  it('keeps an unknown event of an unknown agent', async () => {
    const { cwd, log } = scene()
    expect(await log({ sessionId: 's1', x: 1 }, { hook: 'BrandNew', agent: 'someone-new' })).toBe('recorded')
    expect(eventsOf(cwd, 's1')).toMatchObject([
      { v: 1, agent: 'someone-new', hook: 'BrandNew', session_id: 's1', payload: { x: 1 } },
    ])
  })

  it.each([
    ['a list', '[]', 'not_an_object'],
    ['an empty text', '""', 'not_an_object'],
    ['nothing', '', 'empty'],
    ['NUL bytes', Buffer.alloc(64), 'not_json'],
    ['prose', 'hello', 'not_json'],
    ['an object of no session', { hook_event_name: 'Stop' }, 'no_session_id'],
  ])('notes why %s was not recorded', async (_, payload, reason) => {
    const { cwd, log } = scene()
    expect(await log(payload)).toBe('failed')
    expect(failuresOf(cwd)).toEqual([reason])
    expect(readFileSync(join(cwd, '.ses-logs/hook-failures.jsonl'), 'utf8')).not.toContain('hello')
  })

  it('records 50 MB as an event of bounded size', async () => {
    const { cwd, log } = scene()
    expect(await log({ session_id: 's1', tool_response: { stdout: 'x'.repeat(50_000_000) }, tool_use_id: 't1' })).toBe(
      'recorded',
    )
    const [event] = eventsOf(cwd, 's1')
    expect(JSON.stringify(event).length).toBeLessThan(40_000)
    expect(event).toMatchObject({ payload: { tool_use_id: 't1' } })
    expect(event?.['left_out']).toBeGreaterThan(49_000_000)
  }, 20_000)

  it('takes the session from the variable of the agent when the payload names none', async () => {
    const { cwd, log } = scene()
    await log({ prompt: 'x' }, { agent: 'gemini-cli', env: { GEMINI_SESSION_ID: 'g1' } })
    expect(eventsOf(cwd, 'g1')).toHaveLength(1)
  })

  it('drops a call that another agent made with hooks that are not its own', async () => {
    const { cwd, log } = scene()
    expect(await log({ session_id: 's1', cursor_version: '3' })).toBe('foreign')
    expect(existsSync(join(cwd, '.ses-logs'))).toBe(false)
  })

  it('takes the payload of Codex from behind the command', async () => {
    const { cwd, home } = scene()
    const stdin = vi.fn()
    const payload = JSON.stringify({ type: 'agent-turn-complete', 'thread-id': 't1', 'input-messages': ['a', 'b'] })
    const host = { env: {}, cwd, home, now: Date.now, stdin, promptFs, patientFs, node: process.execPath, bin: 'none' }
    expect(await runLog(['notify', '--agent', 'codex', payload], host)).toBe('recorded')
    expect(stdin).not.toHaveBeenCalled()
    expect(eventsOf(cwd, 't1')).toMatchObject([{ payload: { 'input-messages': ['b'] } }])
  })
})

describe('where an event goes', () => {
  it('is the repository of the folder the payload names, also from a linked work tree and from below', async () => {
    const { cwd, log } = scene()
    const other = join(root, `other-${++count}`)
    execFileSync('git', ['init', '-q', other])
    execFileSync('git', [
      '-C',
      other,
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b.example',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'x',
    ])
    execFileSync('git', ['-C', other, 'worktree', 'add', '-q', `${other}-tree`])
    mkdirSync(join(other, 'deep/er'), { recursive: true })
    await log({ session_id: 's1', cwd: join(other, 'deep/er') })
    await log({ session_id: 's2', cwd: `${other}-tree` })
    expect(eventsOf(other, 's1')).toHaveLength(1)
    expect(eventsOf(`${other}-tree`, 's2')).toHaveLength(1)
    expect(existsSync(join(cwd, '.ses-logs'))).toBe(false)
  })

  it('stays with the project the session was started in when the agent moves elsewhere', async () => {
    const { cwd, log } = scene()
    const { cwd: elsewhere } = scene()
    const env = { CLAUDE_PROJECT_DIR: cwd, CLAUDE_CODE_SESSION_ID: 's1' }
    await log({ session_id: 's1', cwd: elsewhere }, { env })
    expect(eventsOf(cwd, 's1')).toHaveLength(1)
    await log({ session_id: 's2', cwd: elsewhere }, { env })
    expect(eventsOf(elsewhere, 's2')).toHaveLength(1)
  })

  it.each(['/', '/etc', '/nowhere', 'relative', '../..', '\0', root])(
    'is ours when the payload names %j, which is no project',
    async (place) => {
      const { cwd, log } = scene()
      await log({ session_id: 's1', cwd: place })
      expect(eventsOf(cwd, 's1')).toHaveLength(1)
      expect(existsSync(join(root, '.ses-logs'))).toBe(false)
    },
  )

  it('is SES_LOG_DIR where that is set', async () => {
    const { cwd, log } = scene()
    const place = join(root, `logs-${++count}`)
    await log({ session_id: 's1' }, { env: { SES_LOG_DIR: place } })
    expect(existsSync(join(place, 's1/events.jsonl'))).toBe(true)
    expect(existsSync(join(cwd, '.ses-logs'))).toBe(false)
  })

  it('is no link: a store that leads elsewhere is refused, and the user is told', async () => {
    const { cwd, home, log } = scene()
    const elsewhere = join(root, `elsewhere-${++count}`)
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(cwd, '.ses-logs'))
    expect(await log({ session_id: 's1' })).toBe('failed')
    expect(readdirSync(elsewhere)).toEqual([])
    expect(readFileSync(join(home, '.ses/hook-failures.jsonl'), 'utf8')).toContain('ELOOP')
  })
})

describe('masking', () => {
  const secret = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`

  it('is done before anything is written, with the key of the user', async () => {
    const { cwd, home, log } = scene()
    await log({ session_id: 's1', text: `token ${secret}` })
    expect(JSON.stringify(eventsOf(cwd, 's1'))).toMatch(/\[masked:github-[a-z-]+:[0-9a-f]{4}\]/)
    expect(readFileSync(join(home, '.ses/masking.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  })

  it('honours the config of the project', async () => {
    const { cwd, log } = scene()
    mkdirSync(join(cwd, '.ses-logs'))
    writeFileSync(
      join(cwd, '.ses-logs/config.json'),
      JSON.stringify({ masking: { patterns: ['CORP-[0-9]{5}'], literals: ['blue'] } }),
    )
    expect(await log({ session_id: 's1', text: 'CORP-12345 blue' })).toBe('recorded')
    expect(JSON.stringify(eventsOf(cwd, 's1'))).not.toMatch(/CORP-12345|blue/)
  })

  it.each([
    '{"masking":{"patterns":["("]}}',
    '{"masking":{"patterns":"x"}}',
    '{"masking":[]}',
    '{"masking":{"paterns":[]}}',
    '{not json',
  ])('fails closed with the config %s: whose event it was is kept, nothing of its text', async (config) => {
    const { cwd, log } = scene()
    const id = '02a918cf-972a-43e6-8a63-9d0a115089de'
    mkdirSync(join(cwd, '.ses-logs'))
    writeFileSync(join(cwd, '.ses-logs/config.json'), config)
    expect(await log({ session_id: id, text: `private ${secret}` })).toBe('withheld')
    expect(eventsOf(cwd, id)).toMatchObject([
      { session_id: id, hook: 'PostToolUse', payload: {}, faults: ['masking_failed'] },
    ])
    expect(failuresOf(cwd)).toEqual(['masking_failed'])
  })
})

describe('a disk', () => {
  const fails = (code: string): RecordFs => ({
    ...promptFs,
    write: () => {
      throw Object.assign(new Error(code), { code })
    },
  })

  it.each(['ENOSPC', 'EROFS', 'EIO', 'EDQUOT'])('that answers %s harms nothing, and is noted', async (code) => {
    const { cwd, log } = scene()
    expect(await log({ session_id: 's1' }, { fs: fails(code) })).toBe('failed')
    expect(failuresOf(cwd)).toEqual([code])
    expect(await log({ session_id: 's1' })).toBe('recorded')
    expect(eventsOf(cwd, 's1')).toHaveLength(1)
  })

  it('that hangs holds an end event for less than half a second', async () => {
    const { log } = scene()
    const hangs: RecordFs = { ...patientFs, write: () => new Promise(() => {}) }
    const start = performance.now()
    expect(await log({ session_id: 's1', reason: 'other' }, { hook: 'SessionEnd', fs: hangs })).toBe('late')
    expect(performance.now() - start).toBeLessThan(500)
  })
})
