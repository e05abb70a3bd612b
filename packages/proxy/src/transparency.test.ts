import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRaw, sendRaw } from './fixtures/raw-exchange.ts'
import { type ScriptedUpstream, type Step, startScriptedUpstream } from './fixtures/scripted-upstream.ts'
import { type RunningProxy, startProxy } from './start-proxy.ts'

let upstream: ScriptedUpstream
let proxy: RunningProxy

beforeAll(async () => {
  upstream = await startScriptedUpstream()
  proxy = await startProxy({ port: 0, upstreams: [{ name: 'far', url: upstream.url }], now: Date.now })
})
afterAll(async () => {
  await proxy.close(0)
  await upstream.close()
})

interface Case {
  readonly name: string
  readonly method: string
  readonly request: Buffer
  readonly script: readonly Step[]
}

const paths = [
  '/v1/messages?beta=true',
  '/v1/messages/count_tokens',
  '/v1/responses',
  '/v1/chat/completions',
  '/v1/models?limit=1000&after_id=a%2Fb',
  '/v1beta/models/gemini-x:streamGenerateContent?alt=sse&key=AIzaX',
  '/a/../b//c/%2e%2e/%00?x=[1]&&y=%E2%82%AC#z',
  '/',
]
const sse = Array.from({ length: 9 }, (_, at) => `event: e\ndata: {"n":${at}}\n\n`)
const chunk = (bytes: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(bytes).toString(16)}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
const json = JSON.stringify({ usage: { input_tokens: 1, output_tokens: 2 }, text: 'ä€😀' })

const replies: readonly (readonly [string, readonly Step[]])[] = [
  [
    'JSON',
    [
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Odd_Case: 1\r\nx-b: ä\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
    ],
  ],
  [
    'an event stream',
    [
      'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n',
      ...sse.flatMap((event) => [chunk(event), 1]),
      '0\r\n\r\n',
    ],
  ],
  [
    'chunks of one byte, with extensions',
    [
      `HTTP/1.1 200 Fine, thanks\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\nx\r\n1\r\ny\r\n0\r\n\r\n`,
    ],
  ],
  [
    'trailers',
    [
      'HTTP/1.1 200 OK\r\nTrailer: X-Sum, x-more\r\nTransfer-Encoding: chunked\r\n\r\n',
      chunk('abc'),
      '0\r\nX-Sum: 7\r\nx-more: a\r\n\r\n',
    ],
  ],
  ...(
    [
      ['gzip', gzipSync(json)],
      ['br', brotliCompressSync(json)],
      ['deflate', deflateSync(json)],
      ['gzip', Buffer.from('no gzip at all')],
    ] as const
  ).map(([encoding, body]): readonly [string, readonly Step[]] => [
    encoding,
    [
      Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`,
        ),
        body,
      ]),
    ],
  ]),
  ['an empty 200', ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n']],
  ['204', ['HTTP/1.1 204 No Content\r\nX: y\r\n\r\n']],
  ['304', ['HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n']],
  ['307', ['HTTP/1.1 307 Temporary Redirect\r\nLocation: https://example.com/x\r\nContent-Length: 0\r\n\r\n']],
  ['400', ['HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}']],
  ['401', ['HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 1\r\n\r\n?']],
  ['429', ['HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nx-should-retry: true\r\nContent-Length: 0\r\n\r\n']],
  ['500', ['HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops']],
  ['529', ['HTTP/1.1 529 \r\nContent-Length: 0\r\n\r\n']],
  [
    'a close at the end',
    ['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 3\r\n\r\nend', 'END'],
  ],
  [
    'bytes of every value',
    [
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 256\r\n\r\n'),
        Buffer.from(Array.from({ length: 256 }, (_, at) => at)),
      ]),
    ],
  ],
]

const bodies: readonly (readonly [string, string, string | Buffer])[] = [
  ['no body', '', ''],
  [
    'a JSON body',
    'Content-Type: application/json\r\nContent-Length: 26\r\n',
    '{"model":"m","stream":true}'.slice(0, 26),
  ],
  [
    'a chunked body',
    'transfer-encoding: chunked\r\n',
    Buffer.concat([chunk('ab'), chunk('c'.repeat(5000)), Buffer.from('0\r\n\r\n')]),
  ],
  [
    'a chunked body with trailers',
    'Trailer: X-T\r\nTransfer-Encoding: chunked\r\n',
    Buffer.concat([chunk('ab'), Buffer.from('0\r\nX-T: 1\r\n\r\n')]),
  ],
  ['a binary body', 'content-length: 256\r\n', Buffer.from(Array.from({ length: 256 }, (_, at) => 255 - at))],
]

function casesOf(): Case[] {
  const cases: Case[] = []
  for (let at = 0; cases.length < 208; at++) {
    const path = paths[at % paths.length] ?? '/'
    const [reply, script] = replies[at % replies.length] ?? ['', []]
    const [sent, framing, body] = bodies[Math.floor(at / 3) % bodies.length] ?? ['', '', '']
    const method =
      sent === 'no body'
        ? (['GET', 'DELETE', 'OPTIONS', 'HEAD'][at % 4] ?? 'GET')
        : (['POST', 'PUT', 'PATCH'][at % 3] ?? 'POST')
    const head =
      `${method} ${path} HTTP/1.1\r\nhost: HOST\r\nAuthorization: Bearer sk-x\r\nX-Api-Key:  spaced \r\naccept-ENCODING: gzip, br\r\n` +
      `x-dup: 1\r\nX-Stainless-Lang: js\r\nX-Dup: 2\r\nanthropic-beta: a,b\r\nx-latin: \xe4\r\nConnection: keep-alive\r\n${framing}\r\n`
    const replyToHead =
      method === 'HEAD'
        ? script.map((step) => (typeof step === 'string' ? (step.split('\r\n\r\n')[0] ?? '') : step))
        : script
    const [first] = replyToHead
    const headOnly =
      method !== 'HEAD'
        ? script
        : [`${typeof first === 'string' ? first : (first?.toString().split('\r\n\r\n')[0] ?? '')}\r\n\r\n`]
    cases.push({
      name: `${at}: ${method} ${path} with ${sent}, answered by ${reply}`,
      method,
      request: Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]),
      script: headOnly,
    })
  }
  return cases
}

const withPrefix = (request: Buffer): Buffer =>
  Buffer.from(request.toString('latin1').replace(' /', ' /far/').replace('/far//', '/far/'), 'latin1')
const withHost = (request: Buffer, host: string): Buffer =>
  Buffer.from(request.toString('latin1').replace('HOST', host), 'latin1')

describe('200 exchanges pass through unchanged', () => {
  it.each(casesOf())('$name', async ({ method, request, script }) => {
    upstream.received.length = 0
    upstream.scripts.splice(0, upstream.scripts.length, script)
    const direct = await sendRaw(upstream.port, withHost(request, `127.0.0.1:${upstream.port}`), method)
    const proxied = await sendRaw(proxy.port, withHost(withPrefix(request), `localhost:${proxy.port}`), method)
    expect(upstream.received).toHaveLength(2)
    const [asked, passed] = upstream.received.map(parseRaw)
    expect(passed).toEqual(asked)
    expect(passed?.headers.join('\n')).not.toContain(String(proxy.port))
    expect(parseRaw(proxied)).toEqual(parseRaw(direct))
  })
})
