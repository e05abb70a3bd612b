import { createHash, randomBytes } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Exchange } from './exchange.ts'
import { sendRaw } from './fixtures/raw-exchange.ts'
import { anthropicEvents, eventChunk, jsonReply, openStream, streamReply } from './fixtures/replies.ts'
import { type ScriptedUpstream, type Step, startScriptedUpstream } from './fixtures/scripted-upstream.ts'
import { type ProxyOptions, type RunningProxy, startProxy } from './start-proxy.ts'

let upstream: ScriptedUpstream
let proxy: RunningProxy
let exchanges: Exchange[]
let spent: string | undefined

beforeEach(async () => {
  upstream = await startScriptedUpstream()
  exchanges = []
  spent = undefined
  proxy = await start({})
})
afterEach(async () => {
  await proxy.close(0)
  await upstream.close()
})

function start(options: Partial<ProxyOptions>): Promise<RunningProxy> {
  const { url } = upstream
  return startProxy({
    port: 0,
    upstreams: [
      { name: 'anthropic', url, shape: 'anthropic' },
      { name: 'openai', url },
      { name: 'gemini', url: `${url}/base/`, shape: 'google' },
      { name: 'gone', url: 'http://127.0.0.1:1' },
    ],
    now: Date.now,
    refusal: () => spent,
    onExchange: (exchange) => {
      exchanges.push(exchange)
    },
    ...options,
  })
}

const answer = (...script: readonly Step[]): void => void upstream.scripts.splice(0, upstream.scripts.length, script)
const head = (line: string, headers = ''): string => `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`
const post = (path: string, headers = ''): string => `${head(`POST ${path}`, `Content-Length: 2\r\n${headers}`)}{}`
const send = async (request: string): Promise<string> => (await sendRaw(proxy.port, request)).toString('latin1')
const statusOf = (reply: string): number => Number(reply.slice(9, 12))
const jsonOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4))

async function open(request: string): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect(proxy.port, '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(request)
  return { socket, text: () => text }
}

describe('where requests go', () => {
  it('by the first part of the path, else by what the path and headers look like', async () => {
    answer(jsonReply({}))
    const asked: (readonly [string, string, string])[] = [
      ['/openai/v1/models?a=1', '', '/v1/models?a=1'],
      ['/gemini/v1beta/models', '', '/base/v1beta/models'],
      ['/v1beta/models?pageSize=5', '', '/base/v1beta/models?pageSize=5'],
      ['/v1/responses', '', '/v1/responses'],
      ['/v1/messages/count_tokens?beta=true', '', '/v1/messages/count_tokens?beta=true'],
      ['/v1/models', 'anthropic-version: 2023-06-01\r\n', '/v1/models'],
      ['/openai', '', '/'],
    ]
    for (const [path, headers, expected] of asked) {
      upstream.received.length = 0
      expect(statusOf(await send(head(`GET ${path}`, headers)))).toBe(200)
      expect(upstream.received[0]?.toString().split(' ')[1]).toBe(expected)
    }
  })

  it('is nowhere for other paths, whole URLs, other methods of proxies and other hosts', async () => {
    expect(statusOf(await send(head('GET /')))).toBe(404)
    expect(statusOf(await send(head('GET http://example.com/v1/models')))).toBe(404)
    expect(statusOf(await send(head('OPTIONS *')))).toBe(404)
    expect(statusOf(await send(head('CONNECT example.com:443')))).toBe(405)
    expect(statusOf(await send('GET /openai/v1/models HTTP/1.1\r\nHost: evil.example:80\r\n\r\n'))).toBe(403)
    expect(statusOf(await send('GET /openai/v1/models HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n'))).toBe(403)
    expect(upstream.received).toHaveLength(0)
  })

  it('any web page may not use it: a foreign Origin is refused, a local one and none are served', async () => {
    answer(jsonReply({}))
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      expect(statusOf(await send(post('/v1/messages', `Origin: ${origin}\r\n`)))).toBe(403)
    }
    expect(upstream.received).toHaveLength(0)
    expect(statusOf(await send(post('/v1/messages', 'Origin: http://localhost:5173\r\n')))).toBe(200)
    expect(statusOf(await send(post('/v1/messages', 'Origin: vscode-file://vscode-app\r\n')))).toBe(200)
  })

  it('listens on this machine only', async () => {
    expect(proxy.url).toBe(`http://127.0.0.1:${proxy.port}`)
  })

  it('a port that is taken is said to be', async () => {
    await expect(start({ port: proxy.port })).rejects.toMatchObject({ code: 'port_taken', data: { port: proxy.port } })
  })

  it.each(['ftp://x', 'nonsense', 'http://user:secret@x', 'http://x/?key=secret'])(
    'an upstream at %s is refused without repeating it',
    async (url) => {
      const error: Error = await start({ upstreams: [{ name: 'x', url }] }).then(
        () => new Error('started'),
        (reason) => reason,
      )
      expect(error).toMatchObject({ code: 'usage' })
      expect(error.message).not.toContain('secret')
    },
  )
})

describe('bodies', () => {
  it('an 11 MB body passes both ways', async () => {
    const body = randomBytes(11 << 20)
    const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
    const far = createServer((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (bytes: Buffer) => pieces.push(bytes))
      request.on('end', () => response.end(Buffer.concat(pieces)))
    })
    await new Promise<void>((done) => far.listen(0, '127.0.0.1', done))
    const { port } = far.address() as { port: number }
    const through = await start({ upstreams: [{ name: 'far', url: `http://127.0.0.1:${port}` }] })
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { port: through.port, path: '/far/v1/messages', method: 'POST', agent: false }
      httpRequest(options, resolve).on('error', reject).end(body)
    })
    const pieces: Buffer[] = []
    for await (const bytes of reply) pieces.push(bytes as Buffer)
    expect(hash(Buffer.concat(pieces))).toBe(hash(body))
    await through.close(0)
    await new Promise((done) => far.close(done))
  })

  it('a client that does not read stops the upstream', async () => {
    answer(
      'HTTP/1.1 200 OK\r\nContent-Length: 268435456\r\n\r\n',
      ...Array.from({ length: 256 }, () => Buffer.alloc(1 << 20)),
    )
    const socket = connect(proxy.port, '127.0.0.1')
    socket.pause()
    socket.write(post('/v1/messages'))
    const sent = (): number => [...upstream.open][0]?.bytesWritten ?? 0
    let before = -1
    await vi.waitFor(
      () => {
        const now = sent()
        const same = now > 0 && now === before
        before = now
        expect(same).toBe(true)
      },
      { interval: 200, timeout: 10_000 },
    )
    expect(sent()).toBeLessThan(32 << 20)
    socket.destroy()
  })

  it('a slow first byte is waited for, longer than an idle connection is kept', async () => {
    const patient = await start({ idleMs: 30 })
    answer(400, jsonReply({ ok: true }))
    const reply = await sendRaw(patient.port, post('/v1/messages'))
    expect(jsonOf(reply.toString())).toEqual({ ok: true })
    await patient.close(0)
  })

  it('the head of a stream comes before its first event', async () => {
    answer(...openStream([]), 60_000)
    const { socket, text } = await open(post('/v1/messages'))
    await vi.waitFor(() => expect(text()).toContain('text/event-stream'))
    socket.destroy()
  })

  it('Expect: 100-continue is asked of the upstream', async () => {
    answer(jsonReply({ ok: true }))
    const { socket, text } = await open(head('POST /v1/messages', 'Expect: 100-continue\r\nContent-Length: 2\r\n'))
    await vi.waitFor(() => expect(text()).toContain('100 Continue'))
    expect(upstream.received).toHaveLength(0)
    socket.write('{}')
    await vi.waitFor(() => expect(text()).toContain('{"ok":true}'))
    socket.destroy()
  })

  it('connections to the upstream are used again', async () => {
    answer(jsonReply({}))
    for (let at = 0; at < 5; at++) await send(post('/v1/messages'))
    expect(upstream.open.size).toBe(1)
  })
})

describe('ends before the end', () => {
  it('a client that leaves cancels the request at the upstream, and what was told is counted', async () => {
    answer(...openStream(anthropicEvents.slice(0, 2)), 60_000)
    const { socket, text } = await open(post('/v1/messages'))
    await vi.waitFor(() => expect(text()).toContain('content_block_delta'))
    socket.destroy()
    await vi.waitFor(() => expect(upstream.open.size).toBe(0))
    await vi.waitFor(() => expect(exchanges).toHaveLength(1))
    expect(exchanges[0]).toMatchObject({ cut: true, usage: { inputTokens: 12, outputTokens: 1 } })
  })

  it('a client that leaves before the answer cancels too', async () => {
    answer(60_000)
    const { socket } = await open(post('/v1/messages'))
    await vi.waitFor(() => expect(upstream.received).toHaveLength(1))
    socket.destroy()
    await vi.waitFor(() => expect(upstream.open.size).toBe(0))
    await vi.waitFor(() => expect(exchanges).toHaveLength(1))
  })

  it('a client that leaves after the last event has used what it used, not less', async () => {
    answer(...openStream(anthropicEvents), 60_000)
    const { socket, text } = await open(post('/v1/messages'))
    await vi.waitFor(() => expect(text()).toContain('message_stop'))
    socket.destroy()
    await vi.waitFor(() => expect(exchanges).toHaveLength(1))
    expect(exchanges[0]?.cut).toBeUndefined()
    expect(exchanges[0]?.usage?.outputTokens).toBe(50)
  })

  it('an answer that breaks off does so at the client, too', async () => {
    answer(...openStream(anthropicEvents.slice(0, 1)), 20, 'END')
    const reply = await send(post('/v1/messages'))
    expect(reply).toContain('message_start')
    expect(reply).not.toMatch(/0\r\n\r\n$/)
  })

  it('an upstream that is not there is told in the way of the API', async () => {
    const reply = await send(post('/gone/v1/chat/completions'))
    expect(statusOf(reply)).toBe(502)
    expect(jsonOf(reply)).toMatchObject({
      error: { type: 'server_error', message: expect.stringContaining('ECONNREFUSED') },
    })
    expect(exchanges).toEqual([
      { at: expect.any(Number), ms: expect.any(Number), upstream: 'gone', dialect: 'openai-chat' },
    ])
  })

  it('an answer that comes before the body was sent reaches the client', async () => {
    const far = createServer((request, response) => {
      response.writeHead(413, { 'content-length': 0, connection: 'close' }).end()
      setImmediate(() => request.destroy())
    })
    await new Promise<void>((done) => far.listen(0, '127.0.0.1', done))
    const { port } = far.address() as { port: number }
    const through = await start({ upstreams: [{ name: 'far', url: `http://127.0.0.1:${port}` }] })
    const socket = connect(through.port, '127.0.0.1')
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes.toString()
    })
    socket.on('error', () => {})
    socket.write(head('POST /far/v1/messages', 'Content-Length: 50000000\r\n'))
    socket.write(Buffer.alloc(100_000))
    await vi.waitFor(() => expect(text).toMatch(/^HTTP\/1\.1 413 /))
    socket.destroy()
    await through.close(0)
    await new Promise((done) => far.close(done))
  })
})

describe('a spent budget', () => {
  const cases: (readonly [string, number, object])[] = [
    ['/v1/messages', 402, { type: 'error', error: { type: 'billing_error', message: 'over' } }],
    [
      '/v1/chat/completions',
      429,
      { error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'over', param: null } },
    ],
    ['/v1beta/models/g:generateContent', 429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'over' } }],
  ]
  it.each(cases)('stops %s with %i in the way of the API, before the upstream', async (path, status, body) => {
    spent = 'over'
    const reply = await send(post(path))
    expect(statusOf(reply)).toBe(status)
    expect(jsonOf(reply)).toEqual(body)
    expect(reply).toMatch(/x-should-retry: false/i)
    expect(upstream.received).toHaveLength(0)
    expect(exchanges).toHaveLength(0)
  })

  it('leaves reading free', async () => {
    spent = 'over'
    answer(jsonReply({}))
    expect(statusOf(await send(head('GET /v1/models')))).toBe(200)
  })

  it('is told to a client that is still sending', async () => {
    spent = 'over'
    const { socket, text } = await open(head('POST /v1/messages', 'Content-Length: 50000000\r\n'))
    socket.write(Buffer.alloc(1 << 20))
    await vi.waitFor(() => expect(text()).toContain('billing_error'))
    socket.destroy()
  })

  it('stops an upgrade', async () => {
    spent = 'over'
    const reply = await send(head('GET /v1/realtime', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'))
    expect(statusOf(reply)).toBe(429)
  })
})

describe('upgrades', () => {
  const upgrade = (path: string): string =>
    head(`GET ${path}`, 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n')

  it('a WebSocket is a tunnel for every byte, and its exchange is unmetered', async () => {
    const ready = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x05hello'
    answer(Buffer.from(ready, 'latin1'))
    const { socket, text } = await open(upgrade('/openai/v1/realtime?model=x'))
    await vi.waitFor(() => expect(text()).toBe(ready))
    expect(upstream.received[0]?.toString()).toContain('GET /v1/realtime?model=x HTTP/1.1\r\nHost: 127.0.0.1:')
    expect(upstream.received[0]?.toString()).toContain('Upgrade: websocket')
    const far = [...upstream.open][0] as Socket
    const got: Buffer[] = []
    far.on('data', (bytes) => got.push(bytes))
    socket.write(Buffer.from([0, 255, 1]))
    await vi.waitFor(() => expect(Buffer.concat(got)).toEqual(Buffer.from([0, 255, 1])))
    far.destroy()
    await vi.waitFor(() =>
      expect(exchanges).toMatchObject([{ dialect: 'websocket', status: 101, unmetered: 'websocket' }]),
    )
  })

  it('one that the upstream refuses is an answer', async () => {
    answer('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno', 'END')
    const reply = await send(upgrade('/v1/realtime'))
    expect(reply).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n.*\r\n\r\nno$/s)
  })

  it('an offer of HTTP/2 is not taken up, and the request served', async () => {
    answer(jsonReply({ ok: true }))
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n'
    expect(jsonOf(await send(post('/v1/messages', offer)))).toEqual({ ok: true })
    expect(upstream.received[0]?.toString()).not.toMatch(/h2c|upgrade/i)
    expect(upstream.received[0]?.toString()).toMatch(/\r\n\r\n\{\}$/)
  })
})

describe('many at once', () => {
  it('one idle TCP connection blocks nobody', async () => {
    const idle = await open('')
    const half = await open('POST /v1/messages HTTP/1.1\r\nHost: 127.0.')
    answer(jsonReply({}))
    expect(statusOf(await send(post('/v1/messages')))).toBe(200)
    idle.socket.destroy()
    half.socket.destroy()
  })

  it('200 streams at once are passed and counted, each its own', async () => {
    answer(...openStream(anthropicEvents.slice(0, 1)), 50, ...anthropicEvents.slice(1).map(eventChunk), '0\r\n\r\n')
    const replies = await Promise.all(Array.from({ length: 200 }, () => send(post('/v1/messages'))))
    const whole = streamReply(anthropicEvents).join('')
    for (const reply of replies) expect(reply.endsWith('0\r\n\r\n') && reply.length >= whole.length).toBe(true)
    await vi.waitFor(() => expect(exchanges).toHaveLength(200))
    expect(exchanges.reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0)).toBe(200 * 50)
  })

  it('closing lets exchanges end and takes no new ones', async () => {
    answer(...openStream(anthropicEvents.slice(0, 1)), 150, ...anthropicEvents.slice(1).map(eventChunk), '0\r\n\r\n')
    const { text } = await open(post('/v1/messages'))
    await vi.waitFor(() => expect(text()).toContain('message_start'))
    await proxy.close(10_000)
    await vi.waitFor(() => expect(text()).toMatch(/0\r\n\r\n$/))
    await expect(send(post('/v1/messages'))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(exchanges).toHaveLength(1)
  })

  it('a listener that throws disturbs nothing', async () => {
    const careless = await start({
      onExchange: () => {
        throw new Error('no')
      },
    })
    answer(jsonReply({ usage: {} }))
    expect((await sendRaw(careless.port, post('/v1/messages'))).toString()).toMatch(/^HTTP\/1\.1 200/)
    await careless.close(0)
  })
})
