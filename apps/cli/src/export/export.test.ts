import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000 })
let at: Workspace
beforeEach(async () => {
  at = createWorkspace()
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: A, prompts: ['Fix the rounding of totals'] }))
  writeFileSync(at.path('b.jsonl'), claudeTranscript({ id: B, prompts: ['Add a page'] }))
  await at.ses('import a.jsonl b.jsonl')
})
afterEach(() => at.remove())

const A = 'aaaaaaaa-1111-4111-8111-111111111111'
const B = 'bbbbbbbb-1111-4111-8111-111111111111'

it('ses export prints nothing but the chosen format', async () => {
  const json = await at.ses('export aaaa')
  expect([json.exit, json.stderr]).toEqual([0, ''])
  expect(json.json()).toMatchObject({ schema_version: 1, sessions: [{ version: '2.0', session: { id: A } }] })
  const csv = await at.ses('export csv')
  expect(csv.stdout.split('\r\n')).toHaveLength(4)
  expect((await at.ses('export --all -f agent-trace')).stdout.trim().split('\n')).toHaveLength(2)
  expect((await at.ses('export latest -f html')).stdout).toMatch(/^<!doctype html>/)
})

it('ses export --out writes a file for the owner alone and replaces none without --force', async () => {
  const first = await at.ses('export aaaa -f md -o a.md')
  expect([first.exit, first.stdout]).toEqual([0, ''])
  expect(readFileSync(at.path('a.md'), 'utf8')).toContain('Fix the rounding')
  expect((await at.ses('export bbbb -f md -o a.md')).exit).toBe(4)
  expect(readFileSync(at.path('a.md'), 'utf8')).toContain('Fix the rounding')
  expect((await at.ses('export bbbb -f md -o a.md --force')).exit).toBe(0)
  expect(readFileSync(at.path('a.md'), 'utf8')).toContain('Add a page')
})

it('ses export says what is missing: an id, a known session, a known format', async () => {
  expect((await at.ses('export')).exit).toBe(2)
  expect((await at.ses('export cccc')).exit).toBe(3)
  expect((await at.ses('export aaaa -f docx')).exit).toBe(2)
  expect((await at.ses('export aaaa -f md --endpoint http://localhost:1')).exit).toBe(2)
})

it('ses export still tells of a session whose transcript is gone', async () => {
  const { rmSync } = await import('node:fs')
  rmSync(at.path('a.jsonl'))
  const { exit, stdout } = await at.ses('export aaaa -f otlp')
  expect(exit).toBe(0)
  expect(stdout).toContain('invoke_agent claude-code')
  expect(existsSync(at.path('a.jsonl'))).toBe(false)
})

it('ses export --endpoint posts spans and metrics with the headers, and says when they are refused', async () => {
  const seen: { url: string; auth: string; body: string }[] = []
  let status = 200
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      seen.push({ url: request.url ?? '', auth: String(request.headers['x-key']), body })
      response.writeHead(status).end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`
  const sent = await at.ses(['export', 'aaaa', '-f', 'otlp', '--endpoint', endpoint, '--header', 'x-key=a%20b'])
  expect([sent.exit, sent.stdout]).toEqual([0, ''])
  expect(seen.map(({ url, auth }) => [url, auth])).toEqual([
    ['/base/v1/traces', 'a b'],
    ['/base/v1/metrics', 'a b'],
  ])
  expect(JSON.parse(seen[0]?.body ?? '')).toHaveProperty('resourceSpans')
  status = 503
  const refused = await at.ses(['export', 'aaaa', '-f', 'otlp', '--endpoint', endpoint])
  expect(refused.exit).toBe(5)
  expect(refused.stderr).toContain('answered 503')
  server.close()
})
