import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })

let at: Workspace
beforeEach(() => {
  at = createWorkspace()
})
afterEach(() => at.remove())

const project = () => readFileSync(at.path('.ses-logs/config.json'), 'utf8')
const put = (path: string, content: string): void => {
  mkdirSync(at.path(path, '..'), { recursive: true })
  writeFileSync(at.path(path), content)
}

describe('ses config set', () => {
  it('writes numbers, texts and lists as the config takes them', async () => {
    for (const line of ['budget.day 20', 'model 5', 'patterns.disabled ["bash_overuse"]', 'env.OPENAI_MODEL 4'])
      expect((await at.ses(['config', 'set', ...line.split(' ')])).exit).toBe(0)
    expect(JSON.parse(project())).toEqual({
      budget: { day: 20 },
      model: '5',
      patterns: { disabled: ['bash_overuse'] },
      env: { OPENAI_MODEL: '4' },
    })
  })

  it('changes one value and leaves the order and the indentation of the rest', async () => {
    put(
      '.ses-logs/config.json',
      '{\n    "model": "m",\n    "budget": {\n        "day": 1\n    },\n    "provider": "openai"\n}\n',
    )
    await at.ses('config set budget.day 2')
    expect(project()).toBe(
      '{\n    "model": "m",\n    "budget": {\n        "day": 2\n    },\n    "provider": "openai"\n}\n',
    )
    await at.ses('config unset budget.day')
    expect(JSON.parse(project())).toEqual({ model: 'm', provider: 'openai' })
  })

  it.each([
    'nope 1',
    'budget.day much',
    'patterns.thresholds.nope 1',
    'patterns.disabled ["nope"]',
    'grading.nope 1',
    '__proto__.x 1',
  ])('refuses %s and writes nothing', async (line) => {
    put('.ses-logs/config.json', '{"model":"m"}')
    const { exit, stderr } = await at.ses(`config set ${line}`)
    expect([exit, stderr]).toEqual([2, expect.stringContaining(line.split(' ')[0]?.split('.')[0] ?? '')])
    expect(project()).toBe('{"model":"m"}')
  })

  it('--user changes the settings of the user', async () => {
    await at.ses('config set budget.month 50 --user')
    expect(JSON.parse(readFileSync(at.path('home/.ses/config.json'), 'utf8'))).toEqual({ budget: { month: 50 } })
    expect((await at.ses('config get budget.month')).stdout).toBe('50\n')
  })

  it('never prints a secret, unless that is asked for', async () => {
    const { stdout } = await at.ses('config set webhooks.secret whsec_abc')
    expect(stdout).not.toContain('whsec_abc')
    expect((await at.ses('config get webhooks.secret')).stdout).toBe('(set)\n')
    expect((await at.ses('config get --json')).stdout).not.toContain('whsec_abc')
    expect((await at.ses('config get webhooks.secret --show-secrets')).stdout).toBe('whsec_abc\n')
  })
})

describe('every key has an effect:', () => {
  const transcript = (): void => put('a.jsonl', claudeTranscript({ id: 'aaaaaaaa-1111-4111-8111-111111111111' }))
  const summary = async () => (await at.ses('reflect a.jsonl --json')).json()['summary'] as Record<string, unknown>

  it('env stands below the real environment, the project’s above the user’s', async () => {
    put('home/.ses/config.json', '{"env":{"SES_LOG_DIR":"elsewhere","COLUMNS":"50"}}')
    const directory = async (env: Record<string, string> = {}) =>
      (await at.ses('status --json', { env })).json()['log_dir']
    expect(await directory()).toBe(at.path('elsewhere'))
    expect(await directory({ SES_LOG_DIR: 'real' })).toBe(at.path('real'))
    put('elsewhere/config.json', '{"env":{"NO_COLOR":"1","SES_LOG_DIR":"nowhere"}}')
    expect(await directory()).toBe(at.path('elsewhere'))
    const ESCAPE = String.fromCharCode(27)
    expect((await at.ses('status', { tty: true })).stdout).not.toContain(ESCAPE)
    expect((await at.ses('status', { tty: true, env: { NO_COLOR: '' } })).stdout).toContain(ESCAPE)
  })

  it('env sets nothing that git, Node or a loader would read', async () => {
    put('.ses-logs/config.json', '{"env":{"GIT_SSH_COMMAND":"touch canary","NODE_OPTIONS":"--require=./canary.js"}}')
    transcript()
    const { exit, stderr } = await at.ses('reflect a.jsonl')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('env.GIT_SSH_COMMAND: not a variable that ses reads')])
  })

  it('custom_tools.categories says what a tool does', async () => {
    transcript()
    const text = readFileSync(at.path('a.jsonl'), 'utf8').replaceAll('"name":"Edit"', '"name":"patch_file"')
    expect(text).toContain('patch_file')
    put('a.jsonl', text)
    const files = async () => ((await summary())['changes'] as { files: unknown[] }).files.length
    expect(await files()).toBe(0)
    put('.ses-logs/config.json', '{"custom_tools":{"categories":{"edit":["patch_file"]}}}')
    expect(await files()).toBe(1)
  })

  it('risk.paths makes sessions riskier', async () => {
    transcript()
    const risk = async () => ((await summary())['session'] as { risk_score: number }).risk_score
    const before = await risk()
    put('.ses-logs/config.json', '{"risk":{"paths":[{"glob":"src/total.ts","points":80,"reason":"money"}]}}')
    expect(await risk()).toBeGreaterThan(before)
    put('.ses-logs/config.json', '{"risk":{"paths":["src/**"]}}')
    expect(await risk()).toBeGreaterThan(before)
  })
})
