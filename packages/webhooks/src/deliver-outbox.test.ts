import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Masked } from '@ses/model'
import { withLock } from '@ses/store'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeliverOptions, type DeliverReport, deliverOutbox } from './deliver-outbox.ts'
import { type Enqueued, type EnqueueOptions, enqueueWebhook } from './enqueue-webhook.ts'
import { dyingFs } from './fixtures/dying-fs.ts'
import { sampleSettings } from './fixtures/sample-settings.ts'
import { sampleSummary } from './fixtures/sample-summary.ts'
import { type Act, answer, type ScriptedServer, scriptedServer } from './fixtures/scripted-server.ts'
import { dropDeliveries, enableEndpoint, findDelivery, inspectOutbox, retryDeliveries } from './inspect-outbox.ts'
import type { WebhookSettings } from './webhook-settings.ts'

let folder: string
let server: ScriptedServer
let settings: WebhookSettings
let clock: number
const mask = (json: string): Masked => json.replaceAll('hunter2', '[masked]') as Masked

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ses-outbox-')), '.ses-logs')
  clock = Date.now()
})
afterEach(async () => {
  await server?.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

async function endpoint(...acts: readonly Act[]): Promise<void> {
  server = await scriptedServer(...acts)
  settings = sampleSettings(server.url)
}

const enqueue = (id: string, options: Partial<EnqueueOptions> = {}): Promise<Enqueued> =>
  enqueueWebhook({
    event: 'session.ended',
    payload: sampleSummary(id),
    folder,
    settings,
    mask,
    now: clock,
    ...options,
  } as EnqueueOptions)

const deliver = (options: Partial<DeliverOptions> = {}): Promise<DeliverReport> =>
  deliverOutbox({
    folder,
    settings,
    now: () => clock,
    sleep: async (ms) => {
      clock += ms
    },
    random: () => 0.999999,
    ...options,
  })

const shelves = () => {
  const { pending, dead } = inspectOutbox(folder, settings)
  return { pending: pending.map(({ id }) => id), dead: dead.map(({ id }) => id) }
}

describe('a delivery', () => {
  it('is one signed POST of event, timestamp and payload', async () => {
    await endpoint(answer(204))
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    settings = sampleSettings(server.url, { secret, auth_token: 'tok', headers: { 'X-Team': 'a' } })
    const { id } = await enqueue('s1')
    expect(await deliver()).toEqual({ sent: 1, failed: 0, dead: 0, pending: 0, nextAt: null, state: 'done' })
    const [request] = server.received
    expect(new Webhook(secret).verify(request?.body ?? '', request?.headers ?? {})).toEqual({
      event: 'session.ended',
      timestamp: new Date(clock).toISOString(),
      payload: sampleSummary('s1'),
    })
    expect(request?.headers).toMatchObject({
      'webhook-id': id,
      authorization: 'Bearer tok',
      'x-team': 'a',
      'content-type': 'application/json',
    })
    expect(server.received).toHaveLength(1)
  })

  it('is queued once and sent once, however often it is asked for', async () => {
    await endpoint(answer(200))
    const states = (await Promise.all([enqueue('s1'), enqueue('s1'), enqueue('s1')])).map(({ state }) => state)
    expect(new Set(states).size).toBeLessThanOrEqual(2)
    await deliver()
    expect((await enqueue('s1')).state).toBe('known')
    await deliver()
    expect(server.received).toHaveLength(1)
    expect((await enqueue('s1', { payload: sampleSummary('s1', '2026-02-28T00:00:00Z') })).state).toBe('queued')
  })

  it('is masked before it is written', async () => {
    await endpoint(answer(200))
    const payload = { ...sampleSummary('s1'), scope: ['hunter2'] }
    const { id } = await enqueue('s1', { payload })
    expect(readFileSync(join(folder, 'outbox', `${id}.json`), 'utf8')).not.toContain('hunter2')
    await deliver()
    expect(server.received[0]?.body).toContain('[masked]')
  })

  it('lies in files of their owner alone, and no secret lies in them', async () => {
    await endpoint(answer(500))
    settings = sampleSettings(server.url, { secret: 'PLAINSECRET', auth_token: 'PLAINSECRET' })
    const { id } = await enqueue('s1')
    await deliver()
    const path = join(folder, 'outbox', `${id}.json`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'outbox')).mode & 0o777).toBe(0o700)
    expect(readFileSync(path, 'utf8')).not.toContain('PLAINSECRET')
  })

  it('is not queued when nobody wants it, nor when it is beyond any size', async () => {
    await endpoint(answer(200))
    expect((await enqueue('s1', { settings: undefined })).state).toBe('unwanted')
    const reviewsOnly = sampleSettings(server.url, { events: ['review.completed'] })
    expect((await enqueue('s1', { settings: reviewsOnly })).state).toBe('unwanted')
    const huge = { ...sampleSummary('s1'), scope: ['x'.repeat(9 * 1024 * 1024)] }
    expect((await enqueue('s1', { payload: huge })).state).toBe('too_large')
    expect(shelves()).toEqual({ pending: [], dead: [] })
  })
})

describe('a failed delivery', () => {
  it('is tried again with the same id and body and a new timestamp, later each time', async () => {
    await endpoint(answer(500), (response) => void response.socket?.destroy(), answer(200))
    settings = sampleSettings(server.url, { secret: 's' })
    await enqueue('s1')
    const start = clock
    expect(await deliver()).toMatchObject({ sent: 0, failed: 1, pending: 1, nextAt: start + 1000 })
    expect(await deliver()).toMatchObject({ sent: 0, failed: 0, pending: 1 })
    clock = start + 1000
    expect(await deliver()).toMatchObject({ failed: 1, nextAt: start + 3000 })
    clock = start + 3000
    expect(await deliver()).toMatchObject({ sent: 1, pending: 0 })
    const seen = server.received.map(({ headers, body }) => [headers['webhook-id'], body])
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(new Set(server.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3)
  })

  it('becomes a dead letter when its attempts are used up, and can be revived', async () => {
    await endpoint(answer(500), answer(404), answer(301), answer(400), answer(200))
    const { id } = await enqueue('s1')
    expect(await deliver({ waitMs: 60_000 })).toMatchObject({ sent: 0, failed: 4, dead: 1, pending: 0, nextAt: null })
    expect(shelves()).toEqual({ pending: [], dead: [id] })
    const { dead } = inspectOutbox(folder, settings)
    expect(dead[0]).toMatchObject({ attempts: 4, last: { status: 400 } })
    expect((await enqueue('s1')).state).toBe('known')
    retryDeliveries(folder, dead, clock)
    expect(await deliver()).toMatchObject({ sent: 1, dead: 0 })
    expect(shelves()).toEqual({ pending: [], dead: [] })
  })

  it('waits as long as 429 asks, and so do all others', async () => {
    await endpoint(answer(429, { 'retry-after': '100' }), answer(200))
    await enqueue('s1')
    await enqueue('s2')
    const start = clock
    expect(await deliver()).toMatchObject({ sent: 0, failed: 1, pending: 2, nextAt: start + 100_000 })
    clock = start + 99_999
    expect(await deliver()).toMatchObject({ sent: 0, failed: 0 })
    clock = start + 100_000
    expect(await deliver()).toMatchObject({ sent: 2 })
    expect(server.received).toHaveLength(3)
  })

  it('honours a date in Retry-After', async () => {
    clock = Date.UTC(2026, 1, 27, 10)
    await endpoint(answer(503, { 'retry-after': 'Fri, 27 Feb 2026 10:01:00 GMT' }), answer(200))
    await enqueue('s1')
    expect(await deliver()).toMatchObject({ nextAt: clock + 60_000 })
    expect(await deliver({ waitMs: 60_000 })).toMatchObject({ sent: 1 })
  })

  it('costs no timeout per delivery when the endpoint is down', async () => {
    await endpoint(answer(500))
    for (let n = 0; n < 10; n += 1) await enqueue(`s${n}`)
    expect(await deliver()).toMatchObject({ failed: 3, pending: 10 })
    expect(server.received).toHaveLength(3)
  })

  it('is made in the same run when it falls due soon enough', async () => {
    await endpoint(answer(500), answer(500), answer(500), answer(200))
    for (let n = 0; n < 5; n += 1) await enqueue(`s${n}`)
    expect(await deliver({ waitMs: 5000 })).toMatchObject({ sent: 5, failed: 3, pending: 0 })
  })
})

describe('an endpoint that is gone (410)', () => {
  it('is sent nothing more, until it is enabled', async () => {
    await endpoint(answer(410), answer(200))
    const { id } = await enqueue('s1')
    await enqueue('s2')
    expect(await deliver()).toMatchObject({ sent: 0, failed: 1, dead: 1, pending: 1, nextAt: null, state: 'disabled' })
    clock += 1e9
    expect(await deliver({ waitMs: 5000 })).toMatchObject({ failed: 0, state: 'disabled' })
    expect(server.received).toHaveLength(1)
    expect(inspectOutbox(folder, settings).endpoint.disabled_at).toBe(clock - 1e9)
    enableEndpoint(folder, settings)
    retryDeliveries(folder, [findDelivery(inspectOutbox(folder, settings), id)], clock)
    expect(await deliver()).toMatchObject({ sent: 2, state: 'done' })
  })

  it('is forgotten when another URL is configured', async () => {
    await endpoint(answer(410), answer(200))
    await enqueue('s1')
    await enqueue('s2')
    await deliver()
    settings = sampleSettings(`${server.url}/new`)
    expect(await deliver()).toMatchObject({ sent: 1, state: 'done' })
    expect(server.received[1]?.path).toBe('/hook/new')
  })
})

describe('the outbox', () => {
  it('is silent when there is nothing, and writes nothing', async () => {
    await endpoint(answer(200))
    expect(await deliver()).toMatchObject({ state: 'done', pending: 0 })
    expect(await deliver({ settings: undefined })).toMatchObject({ state: 'off' })
    expect(() => readdirSync(folder)).toThrow('ENOENT')
  })

  it('is delivered by one process at a time', async () => {
    await endpoint(answer(200))
    await enqueue('s1')
    await withLock(join(folder, 'outbox', 'deliver.lock'), async () => {
      expect(await deliver()).toMatchObject({ state: 'busy', pending: 1 })
    })
    expect(await deliver()).toMatchObject({ state: 'done', sent: 1 })
  })

  it('delivers once under many workers at once', async () => {
    await endpoint(answer(200))
    for (let n = 0; n < 8; n += 1) await enqueue(`s${n}`)
    await Promise.all(Array.from({ length: 8 }, () => deliver()))
    await deliver()
    const ids = server.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([8, 8])
  })

  it('leaves alone what it cannot read, and delivers the rest', async () => {
    await endpoint(answer(200))
    await enqueue('s1')
    const outbox = join(folder, 'outbox')
    const broken = ['msg_a.json', 'msg_b.json', 'msg_c.json']
    for (const [at, text] of ['{"v":1', 'null', '{"v":1,"id":"msg_other"}'].entries()) {
      writeFileSync(join(outbox, broken[at] ?? ''), text)
    }
    writeFileSync(join(outbox, 'summary.json'), '{}')
    expect(await deliver()).toMatchObject({ sent: 1, pending: 0 })
    expect(inspectOutbox(folder, settings).damaged).toEqual(broken)
  })

  it('removes what a writer that died left behind, when it is old', async () => {
    await endpoint(answer(200))
    await enqueue('s1')
    const [old, young] = ['old.tmp', 'young.tmp'].map((name) => join(folder, 'outbox', name)) as [string, string]
    writeFileSync(old, '')
    utimesSync(old, 1, 1)
    writeFileSync(young, '')
    await deliver()
    expect(readdirSync(join(folder, 'outbox')).filter((name) => name.endsWith('.tmp'))).toEqual(['young.tmp'])
  })

  it('finds a delivery by the start of its id, and forgets it on demand', async () => {
    await endpoint(answer(200))
    const { id } = await enqueue('s1')
    await enqueue('s2')
    const contents = inspectOutbox(folder, settings)
    expect(findDelivery(contents, id.slice(0, 12)).id).toBe(id)
    expect(findDelivery(contents, id.slice(4, 12)).id).toBe(id)
    expect(() => findDelivery(contents, 'msg_')).toThrow(expect.objectContaining({ code: 'ambiguous_id' }))
    expect(() => findDelivery(contents, 'zzz')).toThrow(expect.objectContaining({ code: 'not_found' }))
    dropDeliveries(folder, [id])
    expect(shelves().pending).not.toContain(id)
  })

  it('loses nothing and repeats no mark when the process dies at any call of enqueueing', async () => {
    await endpoint(answer(200))
    const { id } = await enqueue('s0')
    dropDeliveries(folder, [id])
    const { fs, calls } = dyingFs(Number.POSITIVE_INFINITY)
    await enqueue('count', { fs })
    await deliver()
    expect(calls()).toBeGreaterThan(5)
    for (let n = 1; n <= calls(); n += 1) {
      const before = server.received.length
      await enqueue(`s${n}`, { fs: dyingFs(n).fs }).catch(() => undefined)
      expect(inspectOutbox(folder, settings).damaged).toEqual([])
      await enqueue(`s${n}`)
      expect(await deliver()).toMatchObject({ pending: 0 })
      expect(server.received.length - before).toBe(1)
    }
  })

  it('delivers at least once, and no more than twice, when the process dies at any call of delivering', async () => {
    await endpoint(answer(200))
    const { fs, calls } = dyingFs(Number.POSITIVE_INFINITY)
    await enqueue('count')
    await deliver({ fs })
    for (let n = 1; n <= calls(); n += 1) {
      const before = server.received.length
      const { id } = await enqueue(`s${n}`)
      await deliver({ fs: dyingFs(n).fs }).catch(() => undefined)
      expect(inspectOutbox(folder, settings).damaged).toEqual([])
      expect(await deliver()).toMatchObject({ pending: 0 })
      const ids = server.received.slice(before).map(({ headers }) => headers['webhook-id'])
      expect(ids.length >= 1 && ids.length <= 2 && ids.every((each) => each === id)).toBe(true)
      expect((await enqueue(`s${n}`)).state).toBe('known')
    }
  })

  it('keeps a failed delivery through a death at any call of noting it', async () => {
    await endpoint(answer(500))
    settings = sampleSettings(server.url, { retry: 0 })
    const { fs, calls } = dyingFs(Number.POSITIVE_INFINITY)
    await enqueue('count')
    await deliver({ fs })
    for (let n = 1; n <= calls(); n += 1) {
      const { id } = await enqueue(`s${n}`)
      await deliver({ fs: dyingFs(n).fs }).catch(() => undefined)
      const { pending, dead } = shelves()
      expect([...pending, ...dead]).toContain(id)
      await deliver()
      expect(shelves().dead).toContain(id)
    }
  })

  it('tells a disk that takes no more by write_failed', async () => {
    await endpoint(answer(200))
    // The first three calls look for the delivery.
    for (const n of [4, 5, 6, 7, 8]) {
      await expect(enqueue('s1', { fs: dyingFs(n).fs })).rejects.toMatchObject({ code: 'write_failed' })
    }
  })
})
