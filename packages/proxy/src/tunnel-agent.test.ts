import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendRaw } from './fixtures/raw-exchange.ts'
import { type RunningProxy, startProxy } from './start-proxy.ts'

const outside = createServer()
let asked: { readonly url: string | undefined; readonly key: string | undefined }[]
let proxy: RunningProxy

beforeEach(async () => {
  asked = []
  outside.removeAllListeners('connect').on('connect', ({ url, headers }, socket) => {
    asked.push({ url, key: headers['proxy-authorization'] })
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((done) => outside.listen(0, '127.0.0.1', done))
  const { port } = outside.address() as { port: number }
  proxy = await startProxy({
    port: 0,
    upstreams: [{ name: 'far', url: 'https://api.far.example' }],
    via: (host) => (host === 'api.far.example' ? `http://user:p%40ss@127.0.0.1:${port}` : undefined),
    now: Date.now,
  })
})
afterEach(async () => {
  await proxy.close(0)
  await new Promise((done) => outside.close(done))
})

describe('tunnelAgent', () => {
  it('asks the proxy to the outside for the upstream, and tells what it refuses', async () => {
    const reply = await sendRaw(proxy.port, 'GET /far/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(asked).toEqual([{ url: 'api.far.example:443', key: `Basic ${Buffer.from('user:p@ss').toString('base64')}` }])
    expect(reply.toString()).toMatch(/^HTTP\/1\.1 502 .*PROXY_407/s)
    expect(reply.toString()).not.toContain('p@ss')
  })
})
