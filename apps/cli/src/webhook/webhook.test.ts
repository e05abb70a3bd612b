import { createHmac } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Masked } from '@ses/model'
import { checkDocument, type Summary } from '@ses/schema'
import { enqueueWebhook, readWebhookSettings } from '@ses/webhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claudeTranscript } from '../fixtures/claude-transcript.ts'
import { createWorkspace, useUtc, type Workspace } from '../fixtures/test-host.ts'

useUtc()
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
let at: Workspace
let server: Server
let statuses: number[]
let received: { readonly headers: IncomingHttpHeaders; readonly body: string }[]

beforeEach(async () => {
  at = createWorkspace()
  statuses = []
  received = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(statuses.shift() ?? 200).end('PLAINSECRET')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  at.remove()
  await new Promise((done) => server.close(done))
})

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/PLAINSECRET`

function configure(webhooks: object): void {
  mkdirSync(at.path('.ses-logs'), { recursive: true })
  writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify({ webhooks }))
}

async function enqueue(): Promise<string> {
  writeFileSync(at.path('a.jsonl'), claudeTranscript({ id: 'aaaaaaaa-1111-4111-8111-111111111111' }))
  const { summary } = (await at.ses('reflect a.jsonl --json')).json()
  const { id } = await enqueueWebhook({
    folder: at.path('.ses-logs'),
    settings: readWebhookSettings({ url: url() }, {}),
    event: 'session.ended',
    payload: summary as Summary,
    mask: (json) => json as Masked,
    now: Date.UTC(2026, 2, 10),
  })
  return id
}

describe('ses webhook --test', () => {
  it('sends a signed test event and tells the status', async () => {
    configure({ url: url(), secret: 'PLAINSECRET', auth_token: 'PLAINSECRET' })
    const { exit, stdout, stderr } = await at.ses('webhook --test')
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain('✓ test: 200 OK')
    expect(stdout).not.toContain('PLAINSECRET')
    const [request] = received
    const signature = createHmac('sha256', 'PLAINSECRET')
      .update(request?.body ?? '')
      .digest('hex')
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer PLAINSECRET',
      'x-signature-256': `sha256=${signature}`,
    })
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      event: 'webhook.test',
      timestamp: '2026-03-10T00:00:00.000Z',
    })
  })

  it('fails with exit 5 when the receiver does not take it', async () => {
    configure({ url: url() })
    statuses = [403]
    const told = await at.ses('webhook --test --json')
    expect(told.exit).toBe(5)
    expect(told.json()).toMatchObject({ test: { ok: false, status: 403, error: null } })
    expect(checkDocument('webhook', told.json())).toEqual([])
    expect(told.stdout).not.toContain('PLAINSECRET')
  })

  it('tells what is missing', async () => {
    const { exit, stderr } = await at.ses('webhook --test')
    expect(exit).toBe(2)
    expect(stderr).toContain('invalid config: webhooks.url is not set')
  })

  it('names a wrong setting and not its value', async () => {
    const { exit, stderr } = await at.ses('webhook --test', { env: { SES_WEBHOOK_URL: 'http://PLAINSECRET.example/' } })
    expect(exit).toBe(2)
    expect(stderr).toContain('SES_WEBHOOK_URL: expected https')
    expect(stderr).toContain('the environment')
    expect(stderr).not.toContain('PLAINSECRET')
  })

  it('takes the URL from the environment, and from `env` of the config below it', async () => {
    mkdirSync(at.path('.ses-logs'), { recursive: true })
    writeFileSync(at.path('.ses-logs/config.json'), JSON.stringify({ env: { SES_WEBHOOK_URL: url() } }))
    expect((await at.ses('webhook --test')).exit).toBe(0)
    const none = { SES_WEBHOOK_URL: 'http://127.0.0.1:1/' }
    expect((await at.ses('webhook --test', { env: none })).stdout).toContain('nobody listens there')
  })
})

describe('ses webhook', () => {
  it('is friendly when there is nothing', async () => {
    const { exit, stdout } = await at.ses('webhook')
    expect(exit).toBe(0)
    expect(stdout).toContain('No webhook is configured')
  })

  it('sends what is due', async () => {
    configure({ url: url() })
    const id = await enqueue()
    const { exit, stdout } = await at.ses('webhook')
    expect([exit, received.length]).toEqual([0, 1])
    expect(stdout).toContain('1 event sent')
    expect(received[0]?.headers['webhook-id']).toBe(id)
    expect(checkDocument('session.ended', JSON.parse(received[0]?.body ?? ''))).toEqual([])
    await at.ses('webhook')
    expect(received).toHaveLength(1)
  })

  it('lists what was given up, and retries it by the start of its id', async () => {
    configure({ url: url(), retry: 0 })
    const id = await enqueue()
    statuses = [500]
    expect((await at.ses('webhook')).exit).toBe(5)
    const { stdout } = await at.ses('webhook list')
    for (const part of ['Given up  1', id.slice(0, 16), '500 Internal Server Error', 'after 1 attempt']) {
      expect(stdout).toContain(part)
    }
    const listed = await at.ses('webhook list --json')
    expect(checkDocument('webhook', listed.json())).toEqual([])
    expect(listed.json()).toMatchObject({ pending: [], dead: [{ id, status: 500, attempts: 1 }] })
    expect((await at.ses(`webhook retry ${id.slice(0, 10)}`)).exit).toBe(0)
    expect(received).toHaveLength(2)
  })

  it('says that an endpoint is gone, and sends to it again when told', async () => {
    configure({ url: url() })
    await enqueue()
    statuses = [410]
    const { stdout } = await at.ses('webhook')
    expect(stdout).toContain('gone (410)')
    expect((await at.ses('webhook')).exit).toBe(0)
    expect(received).toHaveLength(1)
    await at.ses('webhook enable')
    expect((await at.ses('webhook retry --all')).exit).toBe(0)
    expect(received).toHaveLength(2)
    expect((await at.ses('webhook --json')).json()).toMatchObject({ disabled_at: null, pending: [], dead: [] })
  })

  it('drops what nobody needs', async () => {
    configure({ url: url() })
    await enqueue()
    expect((await at.ses('webhook drop --all --json')).json()).toMatchObject({ pending: [], dead: [] })
    expect(received).toEqual([])
  })

  it.each(['webhook retry', 'webhook drop', 'webhook list x', 'webhook send', 'webhook --all', 'webhook list --test'])(
    '`ses %s` is wrong usage',
    async (line) => {
      configure({ url: url() })
      expect((await at.ses(line)).exit).toBe(2)
    },
  )

  it('does not know a delivery that is not there', async () => {
    configure({ url: url() })
    expect((await at.ses('webhook retry msg_nope')).exit).toBe(3)
  })
})
