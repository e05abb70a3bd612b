import { fork } from 'node:child_process'
import { Agent, createServer, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { root } from '../scripts/workspace.mjs'
import { median, percentile } from './measure.mjs'

const self = fileURLToPath(import.meta.url)
const ROUNDS = 300
const STREAMS = 200
const BIG = 11 << 20

const events = Array.from(
  { length: 200 },
  (_, at) =>
    `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word ${at} "}}\n\n`,
)
const start = `data: {"type":"message_start","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":9,"output_tokens":1}}}\n\n`
const end = `data: {"type":"message_delta","usage":{"output_tokens":50}}\n\ndata: {"type":"message_stop"}\n\n`
const message = JSON.stringify({
  type: 'message',
  model: 'claude-sonnet-4-5',
  content: [{ type: 'text', text: 'word '.repeat(400) }],
  usage: { input_tokens: 9, output_tokens: 50 },
})
const gzipped = gzipSync(message)
const big = Buffer.from(JSON.stringify({ type: 'message', content: 'x'.repeat(BIG), usage: { input_tokens: 1 } }))

/** An API that answers at once. */
function serveUpstream() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { pathname } = new URL(request.url ?? '/', 'http://x')
      if (pathname.startsWith('/stream')) {
        response.setHeader('content-type', 'text/event-stream')
        response.write(start)
        for (const event of events) response.write(event)
        response.end(end)
      } else if (pathname.startsWith('/slow')) {
        response.setHeader('content-type', 'text/event-stream')
        response.write(start)
        let at = 0
        const timer = setInterval(() => {
          response.write(events.slice(0, 50).join(''))
          if (++at < 40) return
          clearInterval(timer)
          response.end(end)
        }, 50)
      } else if (pathname.startsWith('/big')) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': big.length }).end(big)
      } else {
        const headers = {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'content-length': gzipped.length,
        }
        response.writeHead(200, headers).end(gzipped)
      }
    })
  })
  return server
}

/** The least that a proxy does. @param {number} port */
function serveBare(port) {
  const agent = new Agent({ keepAlive: true })
  return createServer((request, response) => {
    const { method, url, headers } = request
    const outgoing = httpRequest({ port, host: '127.0.0.1', method, path: url, headers, agent }, (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers)
      incoming.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    request.pipe(outgoing)
  })
}

/** @param {string} role @param {number} upstream */
async function child(role, upstream) {
  let port
  let counted = 0
  if (role === 'ours') {
    const { startProxy } = await import(join(root, 'packages/proxy/dist/index.js'))
    const proxy = await startProxy({
      port: 0,
      upstreams: [{ name: 'far', url: `http://127.0.0.1:${upstream}`, shape: 'anthropic' }],
      now: Date.now,
      onExchange: (/** @type {{ usage?: object }} */ { usage }) => {
        if (usage !== undefined) counted++
      },
    })
    port = proxy.port
  } else {
    const server = role === 'bare' ? serveBare(upstream) : serveUpstream()
    await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
    port = /** @type {import('node:net').AddressInfo} */ (server.address()).port
  }
  process.on('message', () => {
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ rss, heapUsed, counted })
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ port })
}

/** @param {string} role @param {number} [upstream] */
async function open(role, upstream = 0) {
  const process = fork(self, [role, String(upstream)], { execArgv: ['--expose-gc'] })
  /** @returns {Promise<any>} */
  const told = () => new Promise((done) => process.once('message', done))
  const { port } = await told()
  return {
    port,
    look: () => {
      const answer = told()
      process.send('look')
      return answer
    },
    close: () => process.disconnect(),
  }
}

const agent = new Agent({ keepAlive: true })

/** @param {number} port @param {string} path @returns {Promise<{ bytes: number, first: number, ms: number }>} */
function ask(port, path) {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', agent }, (response) => {
      let bytes = 0
      let first = 0
      response.on('data', (piece) => {
        first ||= performance.now() - started
        bytes += piece.length
      })
      response.on('end', () => resolve({ bytes, first, ms: performance.now() - started }))
    })
    request.on('error', reject)
    request.setHeader('content-type', 'application/json')
    request.end('{"model":"claude-sonnet-4-5","messages":[]}')
  })
}

/** The proxy of @ses/proxy by turns with one that does nothing but pass, and with the upstream itself. */
export async function proxy() {
  const upstream = await open('upstream')
  const bare = await open('bare', upstream.port)
  const ours = await open('ours', upstream.port)
  const path = (/** @type {string} */ kind) => `/${kind}/v1/messages`
  const ways = /** @type {const} */ ([
    ['direct', upstream.port, ''],
    ['bare', bare.port, ''],
    ['ours', ours.port, '/far'],
  ])
  /** @param {string} kind @param {number} rounds @param {'ms' | 'first'} [what] */
  const measure = async (kind, rounds, what = 'ms') => {
    /** @type {Record<string, number[]>} */
    const taken = { direct: [], bare: [], ours: [] }
    for (let round = -5; round < rounds; round++) {
      for (const [name, port, prefix] of ways) {
        const reply = await ask(port, prefix + path(kind))
        if (round >= 0) taken[name]?.push(reply[what])
      }
    }
    return taken
  }
  const json = await measure('json', ROUNDS)
  const stream = await measure('stream', ROUNDS / 2, 'first')
  const bulk = await measure('big', 20)
  const p50 = (/** @type {Record<string, number[]>} */ taken, /** @type {string} */ name) => median(taken[name] ?? [])
  const throughput = async (/** @type {number} */ port, /** @type {string} */ prefix) => {
    const started = performance.now()
    const worker = async () => {
      for (let at = 0; at < 60; at++) await ask(port, prefix + path('stream'))
    }
    await Promise.all(Array.from({ length: 20 }, worker))
    return 1200 / ((performance.now() - started) / 1000)
  }
  /** @type {number[]} */
  const shares = []
  for (let round = 0; round < 3; round++) {
    const floor = await throughput(bare.port, '')
    shares.push((await throughput(ours.port, '/far')) / floor)
  }
  const warm = await ours.look()
  let most = 0
  let isDone = false
  const all = Promise.all(Array.from({ length: STREAMS }, () => ask(ours.port, `/far${path('slow')}`))).finally(() => {
    isDone = true
  })
  /** @type {number[]} */
  const heaps = []
  while (!isDone) {
    const { rss, heapUsed } = await ours.look()
    most = Math.max(most, rss)
    heaps.push(heapUsed)
    await new Promise((done) => setTimeout(done, 250))
  }
  const slow = await all
  const last = await ours.look()
  for (const process of [ours, bare, upstream]) process.close()
  agent.destroy()
  const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`
  const added = p50(json, 'ours') - p50(json, 'direct')
  return [
    {
      what: 'added to a gzip reply, p50',
      value: `${added.toFixed(2)} ms`,
      against: `direct (p95 ${(percentile(json['ours'] ?? [], 0.95) - percentile(json['direct'] ?? [], 0.95)).toFixed(2)} ms; bare proxy ${(p50(json, 'bare') - p50(json, 'direct')).toFixed(2)} ms)`,
      target: '≤ 3 ms',
    },
    {
      what: 'added to the first byte of a stream, p50',
      value: `${(p50(stream, 'ours') - p50(stream, 'direct')).toFixed(2)} ms`,
      against: `direct (bare proxy ${(p50(stream, 'bare') - p50(stream, 'direct')).toFixed(2)} ms)`,
      target: '≤ 3 ms',
    },
    {
      what: 'streams per second, 20 at once',
      value: `${Math.round(median(shares) * 100)} %`,
      against: 'bare proxy (median of 3)',
      target: '≥ 50 %',
    },
    {
      what: 'bytes per second, 11 MB of JSON',
      value: `${Math.round((p50(bulk, 'bare') / p50(bulk, 'ours')) * 100)} %`,
      against: 'bare proxy (p50 of 20)',
      target: '≥ 50 %',
    },
    {
      what: `memory with ${STREAMS} streams at once`,
      value: `${mb(most)} RSS`,
      against: `${mb(warm.rss)} before; heap ${mb(Math.min(...heaps))} to ${mb(Math.max(...heaps))} over ${mb(slow.reduce((sum, { bytes }) => sum + bytes, 0))}`,
    },
    { what: 'replies counted', value: String(last.counted), against: 'every one that had usage' },
  ]
}

const [, script, role, port] = process.argv
if (script === self && role !== undefined) await child(role, Number(port))
else if (script === self)
  for (const row of await proxy())
    console.log(`${row.what}: ${row.value} against ${row.against}${row.target ? ` (${row.target})` : ''}`)
