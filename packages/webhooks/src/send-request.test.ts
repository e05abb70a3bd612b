import { afterEach, describe, expect, it } from 'vitest'
import { type Act, answer, type ScriptedServer, scriptedServer } from './fixtures/scripted-server.ts'
import type { ResolveAll } from './pinned-lookup.ts'
import { createSender, type WebhookAnswer, type WebhookRequest } from './send-request.ts'

let server: ScriptedServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function post(act: Act, request: Partial<WebhookRequest> = {}): Promise<WebhookAnswer> {
  server = await scriptedServer(act)
  const url = new URL(server.url)
  return createSender()({ url, headers: {}, body: 'ü', timeoutMs: 2000, allowPrivate: false, ...request })
}

describe('createSender', () => {
  it('posts the bytes of the body and gives the status', async () => {
    expect(await post(answer(204))).toEqual({ status: 204 })
    expect(server?.received).toMatchObject([{ body: 'ü', headers: { 'content-length': '2' }, path: '/hook' }])
  })

  it('follows no redirect', async () => {
    expect(await post(answer(302, { location: 'http://169.254.169.254/latest/' }))).toEqual({ status: 302 })
    expect(server?.received).toHaveLength(1)
  })

  it('gives Retry-After as it stands', async () => {
    expect(await post(answer(429, { 'retry-after': '7' }))).toEqual({ status: 429, retryAfter: '7' })
  })

  it('stops waiting for a server that says nothing', async () => {
    expect(await post(() => {}, { timeoutMs: 50 })).toEqual({ error: 'timeout' })
  })

  it('stops waiting for headers that trickle, though the socket is never idle', async () => {
    const trickle: Act = (response) => {
      const { socket } = response
      socket?.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket?.write('x: y\r\n'), 10)
      socket?.on('close', () => clearInterval(timer))
    }
    expect(await post(trickle, { timeoutMs: 100 })).toEqual({ error: 'timeout' })
  })

  it('takes the status of an answer whose body never ends', async () => {
    const endless: Act = (response) => void response.writeHead(200).write('x')
    expect(await post(endless, { timeoutMs: 100 })).toEqual({ status: 200 })
  })

  it('reads no more than 64 KiB of an answer', async () => {
    let written = 0
    const flood: Act = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536
      }
      response.writeHead(200).on('drain', more)
      more()
    }
    expect(await post(flood)).toEqual({ status: 200 })
    expect(written).toBeLessThan(16 * 1024 * 1024)
  })

  it.each<[string, Act, string]>([
    ['a reset', (response) => void response.socket?.destroy(), 'ECONNRESET'],
    ['no HTTP', (response) => void response.socket?.end('hello\r\n\r\n'), 'HPE_INVALID_CONSTANT'],
    [
      'headers without end',
      (response) => void response.socket?.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      'HPE_HEADER_OVERFLOW',
    ],
    [
      'an upgrade',
      (response) => void response.socket?.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'ECONNRESET',
    ],
  ])('tells %s by a code', async (_, act, error) => {
    expect(await post(act)).toEqual({ error })
  })

  it('tells a port where nobody listens', async () => {
    const gone = await scriptedServer(answer(200))
    await gone.close()
    const send = createSender()
    expect(await send({ url: new URL(gone.url), headers: {}, body: '', timeoutMs: 2000, allowPrivate: false })).toEqual(
      { error: 'ECONNREFUSED' },
    )
  })

  it('answers also what the client library would throw at', async () => {
    const url = new URL('http://a%zz:b@127.0.0.1/')
    const answered = await createSender()({ url, headers: {}, body: '', timeoutMs: 2000, allowPrivate: false })
    expect(answered).toEqual({ error: 'invalid_request' })
  })

  it.each(['http://10.1.2.3/', 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/', 'http://0.0.0.0/'])(
    'connects not to %s',
    async (url) => {
      const answered = createSender()({
        url: new URL(url),
        headers: {},
        body: '',
        timeoutMs: 2000,
        allowPrivate: false,
      })
      expect(await answered).toEqual({ error: 'refused_address' })
    },
  )

  it.each<[string, readonly string[]]>([
    ['a private address', ['10.0.0.1']],
    ['a public and a private address', ['8.8.8.8', '192.168.0.1']],
    ['this machine', ['127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
  ])('connects not to a name that leads to %s', async (_, addresses) => {
    let asked = 0
    const resolve: ResolveAll = (_name, done) => {
      asked += 1
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }
    const url = new URL('http://rebind.example/')
    const send = createSender(resolve)
    expect(await send({ url, headers: {}, body: '', timeoutMs: 2000, allowPrivate: false })).toEqual({
      error: 'refused_address',
    })
    expect(asked).toBe(1)
  })

  it('connects to the answers it has checked, and asks once', async () => {
    server = await scriptedServer(answer(200))
    let asked = 0
    const resolve: ResolveAll = (_name, done) => {
      asked += 1
      done(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }])
    }
    const url = new URL(server.url.replace('127.0.0.1', 'hook.localhost'))
    expect(await createSender(resolve)({ url, headers: {}, body: '', timeoutMs: 2000, allowPrivate: false })).toEqual({
      status: 200,
    })
    expect(asked).toBe(1)
    expect(server.received[0]?.headers['host']).toMatch(/^hook\.localhost:/)
  })

  it('tells a name that nobody knows', async () => {
    const resolve: ResolveAll = (_name, done) => done(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), [])
    const url = new URL('http://nowhere.example/')
    expect(await createSender(resolve)({ url, headers: {}, body: '', timeoutMs: 2000, allowPrivate: false })).toEqual({
      error: 'ENOTFOUND',
    })
  })
})
