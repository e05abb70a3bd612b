import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'

const bin = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url))
const A = 'aaaaaaaa-1111-4111-8111-111111111111'
vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(!existsSync(bin))('ses mcp as a client starts it', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ses-mcp-')))
  const connect = async (): Promise<Client> => {
    const client = new Client({ name: 'test', version: '1' })
    const env = { PATH: process.env['PATH'] ?? '', HOME: join(root, 'home') }
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [bin, 'mcp'], cwd: root, env }))
    return client
  }
  beforeAll(() => {
    mkdirSync(join(root, '.git'))
    writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/main\n')
    writeFileSync(join(root, 'a.jsonl'), claudeTranscript({ id: A, prompts: ['Fix the rounding of totals'] }))
    writeFileSync(join(tmpdir(), `${A}.outside.jsonl`), claudeTranscript({ id: A }))
  })
  afterAll(() => {
    rmSync(root, { recursive: true, force: true })
    rmSync(join(tmpdir(), `${A}.outside.jsonl`), { force: true })
  })

  it('takes in a transcript and answers with ids that its other tools accept', async () => {
    const client = await connect()
    const call = async (name: string, args: Record<string, unknown> = {}) => client.callTool({ name, arguments: args })
    expect((await call('ses_log', { path: 'a.jsonl' })).isError).toBe(undefined)
    expect((await call('ses_log', { path: `../${A}.outside.jsonl` })).isError).toBe(true)
    const listed = (await call('ses_list')).structuredContent as { result: { sessions: { id: string }[] } }
    expect(listed.result.sessions.map(({ id }) => id)).toEqual([A])
    for (const id of [A, A.slice(0, 6), 'latest']) {
      for (const tool of ['ses_reflect', 'ses_explain', 'ses_handoff']) {
        const { isError, content } = await call(tool, { id })
        expect([tool, id, isError, JSON.stringify(content)]).toEqual([
          tool,
          id,
          undefined,
          expect.stringContaining('Fix the rounding of totals'),
        ])
      }
    }
    for (const tool of ['ses_report', 'ses_stats', 'ses_patterns', 'ses_usage', 'ses_budget_check', 'ses_sync']) {
      expect([tool, (await call(tool)).isError]).toEqual([tool, undefined])
    }
    expect((await call('ses_search', { query: '--rounding "' })).isError).toBe(undefined)
    expect((await call('ses_reflect', { id: 'zzz' })).content).toEqual([
      { type: 'text', text: expect.stringMatching(/^not_found: .*\nfix: /s) },
    ])
    await client.close()
  })
})
