import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, type Printed, useUtc, type Workspace } from '../fixtures/test-host.ts'
import { childRoutes } from './child-env.ts'
import { startChild } from './start-child.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
let at: Workspace
let server: Server
let asked: string[]

beforeEach(async () => {
  at = createWorkspace()
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    request.resume().on('end', () => {
      const usage = { input_tokens: 1000, cache_creation_input_tokens: 400, output_tokens: 2000 }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ type: 'message', model: 'claude-sonnet-4-5', content: 'SECRETANSWER', usage }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  at.remove()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const upstreamUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/gate`
/** Three calls of the Messages API, the status of each on stderr. */
const client = `
  const say = async () => {
    const url = process.env.ANTHROPIC_BASE_URL + '/v1/messages?key=SECRETKEY'
    const reply = await fetch(url, { method: 'POST', headers: { 'x-api-key': 'SECRETKEY' }, body: '{"q":"SECRETPROMPT"}' })
    require('fs').appendFileSync('statuses', reply.status + '\\n')
    await reply.text()
  }
  say().then(say).then(say)`

function ses(words: readonly string[]): Promise<Printed> {
  const env = { PATH: process.env['PATH'] ?? '', ANTHROPIC_BASE_URL: upstreamUrl() }
  return at.ses(words, { env })
}

function everythingStored(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'latin1'))
    .join('\n')
}

describe('ses run', () => {
  it('argv passes as it is, through no shell: node -e "console.log(1 + 1)" is no syntax error', async () => {
    const code = 'require("fs").writeFileSync("argv", JSON.stringify(process.argv.slice(1))); console.log(1 + 1)'
    const words = ['$HOME', '', 'a b', '*', '--json', '--', '-n', '"', "'", ';ls', 'ä\n']
    const { exit } = await ses(['run', '--', process.execPath, '-e', code, '--', ...words])
    expect(exit).toBe(0)
    expect(JSON.parse(readFileSync(at.path('argv'), 'utf8'))).toEqual(words)
  })

  it("the child's exit code is passed on, and 128 and the number of a signal that killed it", async () => {
    expect((await ses(['run', '--', process.execPath, '-e', 'process.exit(7)'])).exit).toBe(7)
    expect((await ses(['run', '--', process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'])).exit).toBe(137)
  })

  it('a command that is not there is exit 3 and leaves nothing running', async () => {
    const { exit, stderr } = await ses(['run', '--', 'no-such-command-here'])
    expect(exit).toBe(3)
    expect(stderr).toContain('no such command')
    expect(existsSync(at.path('.ses-logs'))).toBe(false)
  })

  it('requests are metered by way of the base URL that the user had set, and told as a session', async () => {
    const { exit, stdout, stderr } = await ses(['run', '--name', 'Nightly eval', '--', process.execPath, '-e', client])
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' })
    expect(asked).toEqual(Array(3).fill('POST /gate/v1/messages?key=SECRETKEY'))
    // 1000 × $3 + 400 × $3.75 + 2000 × $15, for a million each, three times.
    expect(stderr).toBe('ses: $0.10 · 3 requests · 4.2k in, 6.0k out\n')
    const usage = (await at.ses('usage session --json')).json() as {
      rows: { cost_usd: number; cache_write_tokens: number }[]
    }
    expect(usage.rows).toMatchObject([{ responses: 3, input_tokens: 3000, cache_write_tokens: 1200, cost_usd: 0.1035 }])
    const list = (await at.ses('list --json')).json() as { sessions: object[] }
    expect(list.sessions).toMatchObject([{ agent: 'manual', intent: 'Nightly eval' }])
  })

  it('neither prompts nor answers, keys or arguments are stored, and files are for the user alone', async () => {
    await ses(['run', '--', process.execPath, '-e', client, 'SECRETARGUMENT'])
    expect(everythingStored(at.path('.ses-logs'))).not.toContain('SECRET')
    expect(everythingStored(at.path('home'))).not.toContain('SECRET')
    const [file = ''] = readdirSync(at.path('.ses-logs/proxy'))
    expect(statSync(at.path('.ses-logs/proxy', file)).mode & 0o777).toBe(0o600)
    expect(statSync(at.path('.ses-logs/proxy')).mode & 0o777).toBe(0o700)
    const lines = readFileSync(at.path('.ses-logs/proxy', file), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      Array(3).fill({ v: 1, upstream: 'anthropic', status: 200, model: 'claude-sonnet-4-5', cost_usd: 0.0345 }),
    )
  })

  it('a budget stops further requests before the upstream', async () => {
    const { stderr } = await ses(['run', '--budget', '0.05', '--', process.execPath, '-e', client])
    expect(readFileSync(at.path('statuses'), 'utf8')).toBe('200\n200\n402\n')
    expect(asked).toHaveLength(2)
    expect(stderr).toContain('ses: $0.07 of $0.05 for this session are spent: further requests are refused')
    expect(stderr).toContain('1 refused by the budget')
  })

  it('a budget of the config holds too', async () => {
    mkdirSync(at.path('.ses-logs'))
    writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify({ budget: { day: 0.01 } }))
    await ses(['run', '--', process.execPath, '-e', client])
    expect(readFileSync(at.path('statuses'), 'utf8')).toBe('200\n402\n402\n')
    await ses(['run', '--', process.execPath, '-e', client])
    expect(readFileSync(at.path('statuses'), 'utf8')).toBe('200\n402\n402\n402\n402\n402\n')
  })

  it('with --json stdout is one document', async () => {
    const printed = await ses(['--json', 'run', '--', process.execPath, '-e', client])
    expect(checkDocument('run', printed.json())).toEqual([])
    expect(printed.json()).toMatchObject({ exit_code: 0, signal: null, refused: 0, totals: { requests: 3, failed: 0 } })
  })

  it('what keeps a transcript is told no second time', async () => {
    mkdirSync(at.path('bin'))
    writeFileSync(at.path('bin/codex'), `#!${process.execPath}\n${client}`, { mode: 0o755 })
    const printed = await ses(['run', '--json', '--', at.path('bin/codex')])
    expect(printed.json()).toMatchObject({ session: null, transcript_agent: 'codex', totals: { requests: 3 } })
    expect(readdirSync(at.path('.ses-logs'))).toEqual(['.gitignore', 'proxy'])
  })

  it('without a command, with a bad budget or upstream it is wrong usage', async () => {
    expect((await ses(['run'])).exit).toBe(2)
    expect((await ses(['run', '--budget', 'much', '--', 'true'])).exit).toBe(2)
    expect((await ses(['run', '--upstream', 'x', '--', 'true'])).exit).toBe(2)
    expect((await ses(['run', '--upstream', 'x=file:///', '--', 'true'])).exit).toBe(2)
  })
})

describe('startChild', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches the child, and its answer counts', async (signal) => {
    const before = process.listenerCount(signal)
    const code = `process.on('${signal}', () => process.exit(42)); require('fs').writeFileSync('ready', ''); setInterval(() => {}, 1000)`
    const ended = startChild({
      command: process.execPath,
      args: ['-e', code],
      cwd: at.root,
      env: {},
      stdout: 'inherit',
      terminal: false,
    })
    await vi.waitFor(() => expect(existsSync(at.path('ready'))).toBe(true), { timeout: 20_000 })
    process.emit(signal, signal)
    expect(await ended).toEqual({ code: 42, signal: null })
    expect(process.listenerCount(signal)).toBe(before)
  })
})

describe('childRoutes', () => {
  const proxy = 'http://127.0.0.1:1'

  it('sets the variables of all clients', () => {
    const { upstreams, variables } = childRoutes({}, [])
    expect(upstreams).toEqual([])
    expect(variables(proxy)).toEqual({
      ANTHROPIC_BASE_URL: `${proxy}/anthropic`,
      OPENAI_BASE_URL: `${proxy}/openai/v1`,
      OPENAI_API_BASE: `${proxy}/openai/v1`,
      GOOGLE_GEMINI_BASE_URL: `${proxy}/gemini`,
      CODE_ASSIST_ENDPOINT: `${proxy}/code-assist`,
    })
  })

  it('keeps asking where the user said, with or without /v1, and two places as two', () => {
    const env = { OPENAI_BASE_URL: 'https://openrouter.ai/api/v1/', OPENAI_API_BASE: 'http://localhost:4000/x' }
    const { upstreams, variables } = childRoutes(env, [{ name: 'my-llm', url: 'http://localhost:1' }])
    expect(upstreams).toMatchObject([
      { name: 'openai', url: 'https://openrouter.ai/api' },
      { name: 'openai_api_base', url: 'http://localhost:4000/x' },
      { name: 'my-llm', url: 'http://localhost:1' },
    ])
    expect(variables(proxy)).toMatchObject({
      OPENAI_BASE_URL: `${proxy}/openai/v1`,
      OPENAI_API_BASE: `${proxy}/openai_api_base`,
      MY_LLM_BASE_URL: `${proxy}/my-llm`,
    })
  })

  it('keeps requests to this machine out of a proxy to the outside', () => {
    expect(childRoutes({ https_proxy: 'http://p', no_proxy: 'corp' }, []).variables(proxy)).toMatchObject({
      NO_PROXY: 'corp,127.0.0.1,localhost',
      no_proxy: 'corp,127.0.0.1,localhost',
    })
  })
})

describe('ses proxy', () => {
  it('listens where it says, books to the session that is named, and ends well on SIGTERM', async () => {
    const before = process.listenerCount('SIGTERM')
    const running = ses(['proxy', '--json', '--port', '0', '--session', 'My bot'])
    const ready = (): boolean => process.listenerCount('SIGTERM') > before
    await vi.waitFor(() => expect(ready()).toBe(true), { timeout: 20_000 })
    const [file] = readdirSync(at.path('.ses-logs')).filter((name) => name.startsWith('m-'))
    process.emit('SIGTERM', 'SIGTERM')
    const printed = await running
    expect(printed.exit).toBe(0)
    expect(checkDocument('proxy', printed.json())).toEqual([])
    expect(printed.json()).toMatchObject({ session: file })
    expect((await at.ses('list --json')).json()).toMatchObject({ sessions: [{ intent: 'My bot' }] })
  })

  it('a port in use is an error with what to do', async () => {
    const { port } = server.address() as AddressInfo
    const { exit, stderr } = await ses(['proxy', '--port', String(port)])
    expect(exit).toBe(5)
    expect(stderr).toMatch(/port in use: port \d+ \(EADDRINUSE\)\n {2}fix: --port takes another one/)
  })
})
