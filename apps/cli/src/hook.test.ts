import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'

const hook = fileURLToPath(new URL('../dist/hook.cjs', import.meta.url))
const corpus = process.env['SES_CORPUS']
const live = corpus === undefined ? undefined : join(dirname(corpus), 'live')
/** SES_FULL=1 runs as many processes and rounds as were asked for; the suite makes do with fewer. */
const full = process.env['SES_FULL'] === '1'
vi.setConfig({ testTimeout: full ? 1_200_000 : 120_000 })

/** Needs the bundle that `npm test` builds first; running vitest alone in a fresh checkout leaves these out. */
describe.skipIf(!existsSync(hook))('the hook program', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-hook-')))
  afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))
  let count = 0
  const project = (): { cwd: string; env: Record<string, string> } => {
    const base = join(root, String(++count))
    mkdirSync(join(base, 'project/.git'), { recursive: true })
    writeFileSync(join(base, 'project/.git/HEAD'), 'ref: refs/heads/main\n')
    mkdirSync(join(base, 'home/.ses'), { recursive: true })
    writeFileSync(join(base, 'home/.ses/masking.key'), 'k'.repeat(64))
    return { cwd: join(base, 'project'), env: { PATH: process.env['PATH'] ?? '', HOME: join(base, 'home') } }
  }
  const linesOf = (cwd: string, folder: string): string[] =>
    readFileSync(join(cwd, '.ses-logs', folder, 'events.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  const args = (event = 'PostToolUse', agent = 'claude-code'): string[] => [hook, event, '--agent', agent]

  it.each([
    ['a payload', JSON.stringify({ session_id: 's1', tool_name: 'Bash' }), args()],
    ['a list', '[]', args()],
    ['an empty text', '""', args()],
    ['nothing', '', args()],
    ['bad UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00]), args()],
    ['NUL bytes', Buffer.alloc(1000), args()],
    ['50 MB of one letter', Buffer.alloc(50_000_000, 0x78), args()],
    ['a hostile session id', JSON.stringify({ session_id: '../../x' }), args()],
    ['no arguments', '{}', [hook]],
    ['wrong arguments', '{}', [hook, '--agent', '--what', '\u0007', '--json=1']],
    ['the verb before them', '{}', [hook, 'log', 'Stop', '--agent', 'codex']],
  ])('exits 0 in silence: %s', (_, input, argv) => {
    const { cwd, env } = project()
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, env, input })
    expect({ status, out: String(stdout), err: String(stderr) }).toEqual({ status: 0, out: '', err: '' })
    expect(readdirSync(dirname(cwd)).sort()).toEqual(['home', 'project'])
  })

  it.each([
    ['the folder it works in is gone', { HOME: '/nowhere' }],
    ['no variable is set', {}],
    ['warnings are asked for', { NODE_OPTIONS: '--pending-deprecation' }],
  ])('exits 0 in silence when %s', (_, env) => {
    const { cwd } = project()
    const input = JSON.stringify({ session_id: 's1' })
    const { status, stdout, stderr } = spawnSync(process.execPath, args(), { cwd, env, input })
    expect({ status, out: String(stdout), err: String(stderr) }).toEqual({ status: 0, out: '', err: '' })
  })

  it('exits 0 when its output is closed and Ctrl-C comes', async () => {
    const { cwd, env } = project()
    const child = spawn(process.execPath, args(), { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdout.destroy()
    child.stderr.destroy()
    child.stdin.write('{"session_id":"s1",')
    // Long enough for a busy machine to start it, while it hears that more is to come.
    for (let step = 0; step < 8; step++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      child.stdin.write(' ')
    }
    child.kill('SIGINT')
    child.stdin.end('"x":1}')
    expect(await new Promise((resolve) => child.on('exit', (code, signal) => resolve([code, signal])))).toEqual([
      0,
      null,
    ])
    expect(linesOf(cwd, 's1')).toHaveLength(1)
  })

  it.each([
    ['a whole payload', '{"session_id":"s1"}', 1],
    ['half a payload', '{"session_id":"s1","text":"ab', 1],
    ['nothing', '', 0],
  ])('does not wait for an input that stays open after %s', async (_, text, events) => {
    const { cwd, env } = project()
    const child = spawn(process.execPath, args(), { cwd, env, stdio: ['pipe', 'ignore', 'ignore'] })
    const start = performance.now()
    child.stdin.write(text)
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
    expect(performance.now() - start).toBeLessThan(full ? 5000 : 3000)
    child.stdin.destroy()
    if (events === 1) expect(linesOf(cwd, 's1')).toHaveLength(1)
    expect(readFileSync(join(cwd, '.ses-logs/hook-failures.jsonl'), 'utf8')).toContain('stdin_left_open')
  })

  it('leaves nobody behind that holds what the agent waits for', async () => {
    const { cwd, env } = project()
    const child = spawn(process.execPath, args('SessionEnd'), { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdin.end(JSON.stringify({ session_id: 's1', reason: 'other' }))
    let exited = 0
    child.on('exit', () => {
      exited = performance.now()
    })
    await new Promise((resolve) => child.on('close', resolve))
    // `close` comes when the pipes have ended as well: the worker that was started lives for seconds.
    expect(performance.now() - exited).toBeLessThan(250)
    expect(linesOf(cwd, 's1')).toHaveLength(1)
  })

  it('keeps every event once and every line whole when many processes record at once', async () => {
    const { cwd, env } = project()
    const [lanes, each] = full ? [32, 100] : [8, 25]
    const one = (id: string, session: string): Promise<number | null> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, args(), { cwd, env, stdio: ['pipe', 'ignore', 'ignore'] })
        child.on('exit', resolve)
        child.stdin.end(JSON.stringify({ session_id: session, tool_use_id: id, text: 'x'.repeat(6000) }))
      })
    const codes = await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const own: (number | null)[] = []
        for (let at = 0; at < each; at++) own.push(await one(`${lane}-${at}`, `session-${(lane + at) % 8}`))
        return own
      }),
    )
    expect(new Set(codes.flat())).toEqual(new Set([0]))
    const ids = Array.from({ length: 8 }, (_, at) => linesOf(cwd, `session-${at}`))
      .flat()
      .map((line) => (JSON.parse(line) as { payload: { tool_use_id: string } }).payload.tool_use_id)
    expect(ids).toHaveLength(lanes * each)
    expect(new Set(ids).size).toBe(lanes * each)
  })

  it('loses no event that was accepted when processes are killed at any moment', async () => {
    const { cwd, env } = project()
    const accepted: string[] = []
    const rounds = full ? 200 : 20
    for (let round = 0; round < rounds; round++) {
      const id = `event-${round}`
      const child = spawn(process.execPath, args(), { cwd, env, stdio: ['pipe', 'ignore', 'ignore'] })
      child.stdin.on('error', () => {})
      child.stdin.end(JSON.stringify({ session_id: 's1', tool_use_id: id, text: 'x'.repeat(200_000) }))
      const kill = setTimeout(() => child.kill('SIGKILL'), Math.random() * 400)
      const code = await new Promise((resolve) => child.on('exit', resolve))
      clearTimeout(kill)
      if (code === 0) accepted.push(id)
    }
    // What was torn stays a line of its own; the next event is whole.
    writeFileSync(join(cwd, '.ses-logs/s1/events.jsonl'), '{"v":1,"torn', { flag: 'a' })
    spawnSync(process.execPath, args(), { cwd, env, input: JSON.stringify({ session_id: 's1', tool_use_id: 'last' }) })
    const whole = linesOf(cwd, 's1').flatMap((line) => {
      try {
        return [(JSON.parse(line) as { payload: { tool_use_id: string } }).payload.tool_use_id]
      } catch {
        return []
      }
    })
    expect(new Set(whole).size).toBe(whole.length)
    expect(whole).toEqual(expect.arrayContaining([...accepted, 'last']))
  })

  it('masks with one key when the first calls of all come at once', async () => {
    for (let round = 0; round < 3; round++) {
      const { cwd, env } = project()
      rmSync(join(dirname(cwd), 'home/.ses'), { recursive: true })
      const calls = Array.from({ length: 16 }, () => {
        const child = spawn(process.execPath, args(), { cwd, env, stdio: ['pipe', 'ignore', 'ignore'] })
        child.stdin.end(JSON.stringify({ session_id: 's1', text: 'the password is kT9-sPq2w!x' }))
        return new Promise((resolve) => child.on('exit', resolve))
      })
      expect(await Promise.all(calls)).toEqual(Array(16).fill(0))
      const payloads = linesOf(cwd, 's1').map((line) =>
        JSON.stringify((JSON.parse(line) as { payload: unknown }).payload),
      )
      expect(payloads).toHaveLength(16)
      expect([...new Set(payloads)]).toEqual([
        expect.stringMatching(/"the password is \[masked:password:[0-9a-f]{4}\]"/),
      ])
    }
  })

  it('finds its code again in the cache that the first call leaves', () => {
    const { cwd, env } = project()
    spawnSync(process.execPath, args(), { cwd, env, input: JSON.stringify({ session_id: 's1' }) })
    const caches = readdirSync(dirname(hook)).filter(
      (name) => name.startsWith('hook-main.cjs.') && name.includes(process.versions.v8),
    )
    expect(caches).toHaveLength(1)
  })

  describe.skipIf(live === undefined || !existsSync(live))('fed what real agents wrote (SES_CORPUS)', () => {
    const AGENTS: Readonly<Record<string, string>> = {
      claude: 'claude-code',
      codex: 'codex',
      'codex-codemode': 'codex',
      gemini: 'gemini-cli',
      qwen: 'qwen-code',
      opencode: 'opencode',
      copilot: 'copilot-cli',
      cline: 'cline',
    }
    const logs =
      live === undefined
        ? []
        : (readdirSync(live, { recursive: true, encoding: 'utf8' }) as string[])
            .filter((name) => /(?:^|\/)(?:hooks[^/]*|plugin-events)\.jsonl$/.test(name))
            .sort()
    const step = full ? 1 : 9

    it.each(logs)('%s: every call is kept', (name) => {
      const { cwd, env } = project()
      const folder = name.startsWith('scripted/') ? name.split('/')[1] : name.split('/')[0]
      const agent = AGENTS[folder ?? ''] ?? 'unknown'
      const rows = readFileSync(join(live ?? '', name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      const calls = rows.flatMap((row) => {
        const payload = row['stdin'] ?? row['input'] ?? (agent === 'opencode' ? row : undefined)
        const event = String(row['event'] ?? row['tag'] ?? '').replace(/^[a-z]+:(?=[A-Z])/, '')
        return typeof payload === 'object' && payload !== null ? [{ event, payload }] : []
      })
      let sent = 0
      for (let at = 0; at < calls.length; at += step) {
        const call = calls[at]
        if (call === undefined) continue
        const { status, stdout } = spawnSync(process.execPath, args(call.event, agent), {
          cwd,
          env,
          input: JSON.stringify(call.payload),
        })
        expect([status, String(stdout)]).toEqual([0, ''])
        sent += 1
      }
      const kept = readdirSync(join(cwd, '.ses-logs'))
        .filter((entry) => !entry.startsWith('.') && !entry.endsWith('.jsonl'))
        .flatMap((entry) => linesOf(cwd, entry))
      // Only OpenCode has calls that belong to no session.
      const failures = join(cwd, '.ses-logs/hook-failures.jsonl')
      const noted = existsSync(failures) ? readFileSync(failures, 'utf8').trim().split('\n') : []
      for (const line of noted) expect(line).toContain('no_session_id')
      if (agent !== 'opencode') expect(noted).toEqual([])
      expect(kept.length + noted.length).toBe(sent)
      expect(sent).toBeGreaterThan(0)
      for (const line of kept) expect((JSON.parse(line) as { session_id: string }).session_id).toMatch(/^[\w-]{8,}$/)
    })
  })
})
