import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDashboard, sampleSession, type TestDashboard } from '../fixtures/test-dashboard.ts'

let at: TestDashboard
beforeAll(async () => {
  at = await openTestDashboard({
    limits: { connections: 8, headMs: 400, requestMs: 600, streams: 2, heartbeatMs: 50, watchMs: 20 },
  })
  await at.put(sampleSession('one'))
})
afterAll(() => at.close())

const host = (): string => `127.0.0.1:${at.dashboard.port}`
const json = { 'content-type': 'application/json' }
const limits = JSON.stringify({ limits: { session: null, day: 5, month: null, project: null, warn_at: 0.8 } })

describe('any web page may POST a reset or read everything', () => {
  it.each(['evil.example', 'evil.example:7433', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'not under the foreign host %s, cookie or not',
    async (name) => {
      const answer = await at.ask('/api/sessions', { headers: { host: name } })
      expect(answer.status).toBe(403)
      expect(answer.text).not.toContain('Fix the timeout')
    },
  )

  it('is known by its own names only', async () => {
    for (const name of [host(), `localhost:${at.dashboard.port}`, `LOCALHOST:${at.dashboard.port}`]) {
      expect((await at.ask('/api/sessions', { headers: { host: name } })).status).toBe(200)
    }
  })

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'not from the foreign origin %s, to read or to write',
    async (origin) => {
      expect((await at.ask('/api/sessions', { headers: { origin } })).status).toBe(403)
      const headers = { ...json, origin }
      expect((await at.ask('/api/budgets', { method: 'PUT', headers, body: limits })).status).toBe(403)
    },
  )

  it('not from another program on this machine, whose pages are same-site', async () => {
    for (const site of ['same-site', 'cross-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }
      expect((await at.ask('/api/overview', { headers })).status).toBe(403)
      expect((await at.ask('/assets/index-abc.js', { headers })).status).toBe(403)
      const frame = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
      expect((await at.ask('/', { headers: frame })).status).toBe(403)
      const visit = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
      expect((await at.ask('/api/overview', { headers: visit })).status).toBe(403)
      expect((await at.ask('/', { headers: visit })).status).toBe(200)
    }
  })

  it('changes nothing without a cookie, an origin of its own and a body of JSON', async () => {
    const before = (await at.ask('/api/budgets')).json()['limits']
    const origin = `http://${host()}`
    const put = (headers: Readonly<Record<string, string>>, cookie = true) =>
      (cookie ? at.ask : at.stranger)('/api/budgets', { method: 'PUT', headers, body: limits })
    expect((await put({ ...json, origin }, false)).status).toBe(401)
    expect((await put(json)).status).toBe(403)
    expect((await put({ origin, 'content-type': 'text/plain' })).status).toBe(415)
    expect((await put({ origin, 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    for (const method of ['DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
      expect((await at.ask('/api/budgets', { method, headers: { ...json, origin } })).status).toBe(405)
    }
    expect((await at.ask('/api/budgets')).json()['limits']).toEqual(before)
    expect((await put({ ...json, origin })).json()).toMatchObject({ limits: { day: 5 } })
    expect((await put({ ...json, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('never answers with leave for others to read', async () => {
    for (const path of ['/', '/api/overview', '/assets/index-abc.js', '/nothing.js', '/api/nothing']) {
      for (const answer of [await at.ask(path), await at.stranger(path)]) {
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
        expect(answer.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        })
        const policy = String(answer.headers['content-security-policy'])
        expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
        expect(policy).toContain("frame-ancestors 'none'")
        expect(policy).not.toMatch(/unsafe|\*|https?:/)
      }
    }
  })
})

describe('the token', () => {
  const enter = (token: string, headers: Readonly<Record<string, string>> = {}) =>
    at.stranger(`/?token=${encodeURIComponent(token)}`, { headers })
  const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''

  it('missing: neither page nor data', async () => {
    for (const path of ['/', '/sessions/one', '/index.html', '/assets/index-abc.js']) {
      const answer = await at.stranger(path)
      expect(answer.status).toBe(401)
      expect(answer.text).not.toContain('<title>page')
    }
    for (const path of ['/api/overview', '/api/sessions', '/api/events', '/api/settings', '/api/nothing']) {
      const answer = await at.stranger(path)
      expect(answer.status).toBe(401)
      expect(answer.json()).toMatchObject({ error: { code: 'unauthorized' } })
    }
  })

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(5000)])('wrong: %s', async (token) => {
    const answer = await enter(token)
    expect(answer.status).toBe(401)
    expect(answer.headers['set-cookie']).toBe(undefined)
    const cookie = `ses_dashboard_${at.dashboard.port}=${token}`
    expect((await at.stranger('/api/overview', { headers: { cookie } })).status).toBe(401)
  })

  it('right: a cookie that scripts and other sites cannot use, and an address without it', async () => {
    const token = tokenOf(at.dashboard.url)
    expect(token).toMatch(/^[\w-]{43}$/)
    const answer = await enter(token)
    expect(answer).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } })
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^ses_dashboard_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(cookie).not.toContain(token)
    expect(await at.stranger('/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).toMatchObject({
      status: 200,
      text: '<!doctype html><title>page</title>',
    })
    // The token itself is no cookie.
    const asCookie = `ses_dashboard_${at.dashboard.port}=${token}`
    expect((await at.stranger('/', { headers: { cookie: asCookie } })).status).toBe(401)
  })

  it('in a link on another page: the page itself takes the step that carries the cookie', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    const answer = await enter(tokenOf(at.dashboard.url), headers)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('http-equiv="refresh" content="0; url=/"')
    expect(answer.headers['set-cookie']).toHaveLength(1)
  })

  it('of a command line that others can see is good once', async () => {
    const token = tokenOf(at.dashboard.onceUrl())
    expect((await enter(token)).status).toBe(303)
    expect((await enter(token)).status).toBe(401)
    expect((await enter(tokenOf(at.dashboard.url))).status).toBe(303)
  })
})

describe('files', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//secret.txt',
    '/assets/%00/../../secret.txt',
    '/.ses-logs/index.json',
  ])('%s leads nowhere', async (path) => {
    const answer = await at.ask(path)
    expect(answer.text).not.toContain('not for everybody')
    expect(answer.status).toBe(404)
  })

  it('have their type, and are kept by browsers when their name tells their content', async () => {
    const script = await at.ask('/assets/index-abc.js')
    expect(script).toMatchObject({ status: 200, text: 'export {}' })
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const page = await at.ask('/')
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    const again = await at.ask('/', { headers: { 'if-none-match': String(page.headers.etag) } })
    expect(again).toMatchObject({ status: 304, text: '' })
  })

  it('an address of a page without a file is the page, one of a file is not found', async () => {
    expect((await at.ask('/sessions/one')).text).toContain('<title>page')
    expect((await at.ask('/favicon.png')).status).toBe(404)
  })
})

describe('what is sent to it', () => {
  it('a huge body is refused, with and without its length told', async () => {
    const headers = { ...json, origin: `http://${host()}` }
    const body = JSON.stringify({ limits: 'x'.repeat(1_000_000) })
    expect((await at.ask('/api/budgets', { method: 'PUT', headers, body })).status).toBe(413)
    const chunked = { ...headers, 'transfer-encoding': 'chunked' }
    expect((await at.ask('/api/budgets', { method: 'PUT', headers: chunked, body })).status).toBe(413)
  })

  it.each([
    'nonsense',
    '[]',
    'null',
    '{"limits":{}}',
    '{"limits":{"session":-1,"day":null,"month":null,"project":null,"warn_at":0.5}}',
    '{"limits":{"session":null,"day":null,"month":null,"project":null,"warn_at":0.5,"more":1}}',
  ])('the body %s is refused', async (body) => {
    const headers = { ...json, origin: `http://${host()}` }
    const answer = await at.ask('/api/budgets', { method: 'PUT', headers, body })
    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({ error: { code: 'usage' } })
  })

  it.each([
    '/api/sessions?sort=__proto__',
    '/api/sessions?limit=-1',
    '/api/sessions?since=yesterday',
    '/api/sessions?since=2026-99-99',
    '/api/overview?until=2026-13-01',
    '/api/files/history',
    '/api/sessions/one/timeline?after=x',
    `/api/sessions?q=${'x'.repeat(600)}`,
  ])('the parameters of %s are refused', async (path) => {
    expect((await at.ask(path)).status).toBe(400)
  })

  it('a session that is not there, whatever its id, is not found', async () => {
    for (const id of ['two', '..%2f..%2fsecret', '%00', '__proto__', 'constructor', '%F0%9F%92%A9']) {
      expect((await at.ask(`/api/sessions/${id}`)).status).toBe(404)
    }
  })
})

describe('connections', () => {
  const idle = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(at.dashboard.port, '127.0.0.1', () => resolve(socket))
      socket.on('error', reject)
    })
  const ended = (socket: Socket): Promise<string> =>
    new Promise((resolve) => {
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(text))
    })

  it('one idle TCP connection blocks the dashboard: neither one nor many do', async () => {
    const sockets = [await idle()]
    expect((await at.ask('/api/overview')).status).toBe(200)
    for (let count = 0; count < 40; count++) {
      const socket = await idle()
      socket.on('error', () => {})
      sockets.push(socket)
    }
    for (let count = 0; count < 5; count++) expect((await at.ask('/api/overview')).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })

  it('one that sends nothing is closed', async () => {
    const socket = await idle()
    await ended(socket)
    expect(socket.destroyed).toBe(true)
  })

  it('a head that comes byte by byte, and one that never ends, is cut off', async () => {
    const socket = await idle()
    socket.write(`GET /api/overview HTTP/1.1\r\nHost: ${host()}\r\n`)
    const timer = setInterval(() => socket.write('X-A: b\r\n'), 50)
    const answer = await ended(socket)
    clearInterval(timer)
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  it('a body that comes byte by byte is cut off', async () => {
    const socket = await idle()
    const cookie = await cookieOf()
    const head = `Host: ${host()}\r\nOrigin: http://${host()}\r\nCookie: ${cookie}\r\nContent-Type: application/json`
    socket.write(`PUT /api/budgets HTTP/1.1\r\n${head}\r\nContent-Length: 500\r\n\r\n{`)
    const timer = setInterval(() => socket.write(' '), 50)
    const answer = await ended(socket)
    clearInterval(timer)
    expect(answer).not.toContain(' 200 ')
  })

  it('a head that is too long is refused', async () => {
    const answer = await at.ask('/api/overview', { headers: { 'x-long': 'x'.repeat(20_000) } })
    expect(answer.status).toBe(431)
  })

  async function cookieOf(): Promise<string> {
    const { pathname, search } = new URL(at.dashboard.url)
    return (await at.stranger(pathname + search)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  }
})

describe('too many requests', () => {
  it('are refused until time has passed', async () => {
    let now = 0
    const few = await openTestDashboard({ limits: { burst: 3, perSecond: 1 } }, { now: () => now })
    // The first was the way in.
    const codes = []
    for (let count = 0; count < 4; count++) codes.push((await few.ask('/api/sessions')).status)
    expect(codes).toEqual([200, 200, 429, 429])
    now += 1000
    expect((await few.ask('/api/sessions')).status).toBe(200)
    await few.close()
  })
})
