import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkDocument } from '@ses/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, type Printed, type RunOptions, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const ID = 'aaaaaaaa-1111-4111-8111-111111111111'
const KEY = 'sk-PLAINSECRET-0123456789'
const GITHUB_TOKEN = `ghp_${'Zx9Qw8Er7Ty6Ui5Op4As3Df2Gh1Jk0Lz9Xc8'.slice(0, 36)}`
let at: Workspace
let server: Server
let asked: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[]
let answers: { readonly status?: number; readonly body: unknown }[]

const completion = (content: string, more: object = {}): { body: unknown } => ({
  body: {
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ message: { content, ...more }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1_000_000, completion_tokens: 0 },
  },
})

beforeEach(async () => {
  at = createWorkspace()
  asked = []
  answers = [completion('## Goal\nFix the rounding.')]
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, body })
      const answer = answers[Math.min(asked.length, answers.length) - 1]
      response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' })
      response.end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  writeFileSync(
    at.path('a.jsonl'),
    claudeTranscript({ id: ID, prompts: [`Fix it with ${GITHUB_TOKEN}`, 'And test it'] }),
  )
  await at.ses('import a.jsonl')
})
afterEach(async () => {
  at.remove()
  await new Promise((done) => server.close(done))
})

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const ses = (line: string, env: Record<string, string> = {}, options: RunOptions = {}): Promise<Printed> =>
  at.ses(line, { env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${base()}/v1`, ...env }, ...options })
const file = (): string => at.path('.ses-logs', ID, 'ai-summary.md')

describe('ses summarize', () => {
  it('prints what the model wrote, its cost and where it lies', async () => {
    const { exit, stdout, stderr } = await ses('summarize latest')
    expect([exit, stderr]).toEqual([0, ''])
    for (const part of ['Fix the rounding.', 'gpt-4o-mini-2024-07-18', '1.0M in', '$0.15', 'ai-summary.md']) {
      expect(stdout).toContain(part)
    }
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers['authorization']).toBe(`Bearer ${KEY}`)
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ model: 'gpt-4o-mini', max_tokens: 1000, temperature: 0.7 })
  })

  it('writes a file of its owner with model, tokens and cost, which --json gives as one document', async () => {
    const told = await ses(`summarize ${ID.slice(0, 6)} --json`)
    expect(checkDocument('ai-summary', told.json())).toEqual([])
    expect(told.json()).toMatchObject({
      session_id: ID,
      provider: 'openai',
      tokens: { input: 1_000_000, output: 0 },
      cost_usd: 0.15,
      complete: true,
      reused: false,
    })
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const content = readFileSync(file(), 'utf8')
    for (const part of ['model: "gpt-4o-mini-2024-07-18"', '"input":1000000', 'cost_usd: 0.15', 'Fix the rounding.']) {
      expect(content).toContain(part)
    }
  })

  it('asks once for the same session, unless it is forced or another model is named', async () => {
    await ses('summarize')
    const again = await ses('summarize --json')
    expect([asked.length, again.json()['reused']]).toEqual([1, true])
    await ses('summarize --model gpt-4o-mini')
    expect(asked).toHaveLength(1)
    await ses('summarize --force')
    await ses('summarize --model other')
    expect(asked).toHaveLength(3)
    writeFileSync(file(), 'not ours')
    await ses('summarize')
    expect(asked).toHaveLength(4)
  })

  it('asks again when the session has grown', async () => {
    await ses('summarize')
    writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: ID, prompts: ['One', 'Two', 'Three'] }))
    await ses('summarize')
    expect(asked).toHaveLength(2)
  })

  it('sends nothing that is not masked, and writes nothing that is not', async () => {
    answers = [completion(`The token was ${GITHUB_TOKEN}.\u001b[31m`)]
    const { stdout } = await ses('summarize')
    expect(asked[0]?.body).toContain('Fix it with')
    for (const text of [asked[0]?.body ?? '', stdout, readFileSync(file(), 'utf8')]) {
      expect(text).not.toContain(GITHUB_TOKEN)
      expect(text).not.toContain('\u001b')
    }
  })

  it('shows with --dry-run what would be sent, and sends and writes nothing', async () => {
    const { exit, stdout } = await ses('summarize --dry-run', { OPENAI_API_KEY: '' })
    expect([exit, asked.length]).toEqual([0, 0])
    expect(stdout).toContain('Fix it with')
    expect(stdout).not.toContain(GITHUB_TOKEN)
    const plan = (await ses('summarize --dry-run --json')).json()
    expect(plan).toMatchObject({ schema_version: 1, input: { turns: 2, condensed: 0 } })
    expect(() => statSync(file())).toThrow('ENOENT')
  })

  it('reaches Anthropic', async () => {
    const content = [{ type: 'text', text: 'Done.' }]
    const usage = { input_tokens: 10, output_tokens: 20 }
    answers = [{ body: { model: 'claude-haiku-4-5', content, stop_reason: 'end_turn', usage } }]
    const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: base() }
    const told = await ses('summarize --provider anthropic --json', env)
    expect(told.json()).toMatchObject({ provider: 'anthropic', text: 'Done.', tokens: { input: 10, output: 20 } })
    expect(asked[0]?.path).toBe('/v1/messages')
    expect(asked[0]?.headers['x-api-key']).toBe(KEY)
  })

  it('takes settings from the config of the project over those of the user, and the environment over both', async () => {
    mkdirSync(at.path('home/.ses'), { recursive: true })
    writeFileSync(at.path('home/.ses/config.json'), JSON.stringify({ model: 'user', max_tokens: 7, temperature: 0.1 }))
    const project = { model: 'project', openai_base_url: base(), openai_endpoint: '/my/path', api_key: 'file-key' }
    writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify(project))
    await at.ses('summarize')
    expect(asked[0]?.path).toBe('/my/path')
    expect(asked[0]?.headers['authorization']).toBe('Bearer file-key')
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ model: 'project', max_tokens: 7, temperature: 0.1 })
    await at.ses('summarize --force', { env: { AI_MODEL: 'env', OPENAI_MODEL: 'less' } })
    await at.ses('summarize --force --model typed --max-tokens 9', { env: { AI_MODEL: 'env' } })
    expect(asked.slice(1).map(({ body }) => JSON.parse(body).model)).toEqual(['env', 'typed'])
  })

  it('condenses a session that the model finds too long, and sends it again', async () => {
    const prompts = Array.from({ length: 60 }, (_, index) => `Step ${index}: ${'do this and that '.repeat(20)}`)
    writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: ID, prompts }))
    const tooLong = { status: 400, body: { error: { message: "This model's maximum context length is 8192 tokens." } } }
    answers = [tooLong, tooLong, completion('Short.')]
    const told = await ses('summarize --json')
    expect(told.json()).toMatchObject({ text: 'Short.', input: { turns: 60 } })
    const sizes = asked.map(({ body }) => body.length)
    expect(sizes[2]).toBeLessThan(sizes[0] ?? 0)
    expect(asked[2]?.body).toContain('Step 59')
  })

  it('says when it has the reasoning only', async () => {
    answers = [completion('', { reasoning_content: 'It was fixed.' })]
    const { stdout, stderr } = await ses('summarize')
    expect(stdout).toContain('It was fixed.')
    expect(stderr).toContain('this is its reasoning')
  })

  it('streams for a person at a terminal', async () => {
    // The workspace has no terminal on stderr: nothing is streamed there.
    await ses('summarize', {}, { tty: true })
    expect(JSON.parse(asked[0]?.body ?? '')).not.toHaveProperty('stream')
  })

  it.each<[string, number | undefined, unknown, string, number]>([
    ['401', 401, { error: { message: `bad key ${KEY}` } }, 'openai does not accept the API key (401)', 5],
    ['404', 404, { error: { message: 'no such model' } }, 'openai knows no model', 5],
    ['no JSON', undefined, '<html>', 'the answer is not JSON', 5],
    ['truncated JSON', undefined, '{"choices":[{"mess', 'the answer is not JSON', 5],
    ['nothing', undefined, { choices: [] }, 'answered with nothing', 5],
  ])('tells %s in one line with a fix, and keeps the key to itself', async (_, status, body, message, exit) => {
    answers = [{ ...(status === undefined ? {} : { status }), body }]
    const told = await ses('summarize')
    expect(told.exit).toBe(exit)
    expect(told.stderr).toContain(message)
    expect(told.stderr).toMatch(/^ses: .+\n {2}fix: .+\n$/)
    const debugged = await ses('summarize', { SES_LOG: 'debug' })
    expect(told.stderr + told.stdout + debugged.stderr).not.toContain('PLAINSECRET')
    expect(() => statSync(file())).toThrow('ENOENT')
  })

  it('tells which key is missing', async () => {
    const { exit, stderr } = await at.ses('summarize')
    expect(exit).toBe(2)
    expect(stderr).toBe(
      'ses: no API key: for openai\n  fix: set OPENAI_API_KEY, or api_key in the file that `ses config path` names\n',
    )
  })

  it('sends no key unencrypted to another machine', async () => {
    const { exit, stderr } = await ses('summarize', { OPENAI_BASE_URL: 'http://192.0.2.1/v1' })
    expect(exit).toBe(2)
    expect(stderr).toContain('openai_base_url: expected https')
  })

  it.each(['summarize --max-tokens 0', 'summarize --context-tokens 10', 'summarize --provider acme'])(
    '`ses %s` is wrong usage',
    async (line) => {
      expect((await ses(line)).exit).toBe(2)
    },
  )

  it('does not know a session that is not there', async () => {
    expect((await ses('summarize ffff')).exit).toBe(3)
  })
})
