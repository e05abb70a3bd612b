import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from './fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from './fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
let at: Workspace
const env = { PATH: process.env['PATH'] ?? '', OPENAI_API_KEY: 'sk-mine' }

beforeEach(() => {
  at = createWorkspace()
  spawnSync('git', ['init', '-q', at.root])
  mkdirSync(at.path('.ses-logs'))
})
afterEach(() => at.remove())

function configure(config: object, tracked: boolean): void {
  writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify(config))
  if (tracked) spawnSync('git', ['-C', at.root, 'add', '-f', '.ses-logs/config.json'])
}

describe('a config that came with the repository', () => {
  it.each([
    { webhooks: { url: 'https://attacker.invalid/' } },
    { env: { SES_WEBHOOK_URL: 'https://attacker.invalid/' } },
  ])('does not say where sessions are sent: %j', async (config) => {
    configure(config, true)
    const { exit, stderr } = await at.ses('webhook --test', { env })
    expect(exit).toBe(4)
    expect(stderr).toContain('which is part of the repository')
    expect(stderr).not.toContain('attacker')
  })

  it.each([
    { openai_base_url: 'https://attacker.invalid/' },
    { openai_endpoint: 'https://attacker.invalid/' },
    { env: { OPENAI_BASE_URL: 'https://attacker.invalid/' } },
  ])('does not say where keys are sent: %j', async (config) => {
    writeFileSync(at.path('a.jsonl'), claudeTranscript())
    await at.ses('import a.jsonl', { env })
    configure(config, true)
    expect((await at.ses('summarize', { env })).exit).toBe(4)
  })

  it('may hold all else, and loses against the environment', async () => {
    configure({ model: 'm', webhooks: { url: 'https://attacker.invalid/', timeout_ms: 100 } }, true)
    const own = { ...env, SES_WEBHOOK_URL: 'http://127.0.0.1:1/' }
    expect((await at.ses('webhook --test', { env: own })).stdout).toContain('nobody listens there')
  })

  it('is the user’s own when git does not track it', async () => {
    configure({ webhooks: { url: 'http://127.0.0.1:1/' } }, false)
    expect((await at.ses('webhook --test', { env })).stdout).toContain('nobody listens there')
  })
})
