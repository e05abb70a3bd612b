import { type ClientRequest, request } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openTestDashboard, sampleSession, type TestDashboard } from '../fixtures/test-dashboard.ts'

let at: TestDashboard
const open: ClientRequest[] = []
beforeEach(async () => {
  at = await openTestDashboard({ limits: { streams: 2, heartbeatMs: 30, watchMs: 20, budgetMs: 20 } })
})
afterEach(async () => {
  for (const one of open.splice(0)) one.destroy()
  await at.close()
})

interface Stream {
  status: number
  text: string
  ended: boolean
}

async function listen(): Promise<Stream> {
  const { pathname, search } = new URL(at.dashboard.url)
  const cookie = (await at.stranger(pathname + search)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const stream: Stream = { status: 0, text: '', ended: false }
  const sent = request(
    { host: '127.0.0.1', port: at.dashboard.port, path: '/api/events', headers: { cookie }, agent: false },
    (answer) => {
      stream.status = answer.statusCode ?? 0
      answer.on('data', (chunk: Buffer) => {
        stream.text += chunk.toString()
      })
      answer.on('error', () => {})
      answer.on('close', () => {
        stream.ended = true
      })
    },
  )
  sent.on('error', () => {})
  sent.end()
  open.push(sent)
  await vi.waitFor(() => expect(stream.status).not.toBe(0))
  return stream
}

it('tells every page of a session that is new or has changed, and shows signs of life', async () => {
  await at.put(sampleSession('one'))
  const pages = [await listen(), await listen()]
  for (const page of pages) await vi.waitFor(() => expect(page.text).toContain(': still here'), 5000)
  await at.put(sampleSession('two'))
  for (const page of pages) {
    await vi.waitFor(() => expect(page.text).toContain('data: {"type":"sessions","sessions":["two"]}\n\n'), 5000)
  }
  await at.put(sampleSession('one', 2, 'Another request'))
  await vi.waitFor(() => expect(pages[0]?.text).toMatch(/"sessions":\["one"\]/), 5000)
  expect((await at.ask('/api/sessions?q=another')).json()).toMatchObject({ total: 1 })
})

it('opens no more streams than it can keep, and those of pages that have gone are free again', async () => {
  const [first] = [await listen(), await listen()]
  expect(first?.status).toBe(200)
  expect((await listen()).status).toBe(503)
  open[0]?.destroy()
  await vi.waitFor(async () => expect((await listen()).status).toBe(200), 5000)
})

it('raises an alert without a page asking, once for each period and state, and keeps it', async () => {
  const page = await listen()
  await at.ask('/api/budgets', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ limits: { session: null, day: 10, month: null, project: null, warn_at: 0.5 } }),
  })
  at.spending.push({ scope: 'day', period: '2026-03-10', spent_usd: 6, expected_usd: null })
  await vi.waitFor(() => expect(page.text).toContain('"type":"alerts"'), 5000)
  const read = async () =>
    (await at.ask('/api/budgets')).json() as unknown as {
      spent: { state: string }[]
      alerts: { id: string; state: string; acknowledged: boolean }[]
    }
  expect(await read()).toMatchObject({ spent: [{ state: 'warn' }], alerts: [{ state: 'warn', acknowledged: false }] })
  at.spending[0] = { scope: 'day', period: '2026-03-10', spent_usd: 11, expected_usd: null }
  await vi.waitFor(async () => expect((await read()).alerts).toHaveLength(2), 5000)
  const [latest] = (await read()).alerts
  const ack = (id: string) =>
    at.ask(`/api/alerts/${id}/ack`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: '{}',
    })
  expect((await ack('nothing')).status).toBe(404)
  expect((await ack(latest?.id ?? '')).json()).toMatchObject({
    alerts: [{ state: 'exceeded', acknowledged: true }, {}],
  })
  at.spending[0] = { scope: 'day', period: '2026-03-11', spent_usd: 11, expected_usd: null }
  await vi.waitFor(async () => expect((await read()).alerts).toHaveLength(3), 5000)
})

it('closes streams and idle connections when it ends', async () => {
  const page = await listen()
  const begun = Date.now()
  await at.dashboard.close()
  await vi.waitFor(() => expect(page.ended).toBe(true), 5000)
  expect(Date.now() - begun).toBeLessThan(3000)
})
