import { describe, expect, it } from 'vitest'
import { outsideProxy } from './outside-proxy.ts'

describe('outsideProxy', () => {
  it('is the one for https, else the one for all, in either case', () => {
    expect(outsideProxy({ HTTPS_PROXY: 'http://p:8' }, 'api.example')).toBe('http://p:8')
    expect(outsideProxy({ all_proxy: 'p:8' }, 'api.example')).toBe('http://p:8')
    expect(outsideProxy({ HTTP_PROXY: 'http://p:8' }, 'api.example')).toBeUndefined()
    expect(outsideProxy({ https_proxy: 'socks5://p:8' }, 'api.example')).toBeUndefined()
  })

  it('is none for this machine and for what no_proxy names', () => {
    const env = { https_proxy: 'http://p', NO_PROXY: 'x.example, .corp:443,*.z' }
    for (const host of ['localhost', '127.0.0.1', 'x.example', 'a.x.example', 'corp', 'a.corp', 'b.z']) {
      expect(outsideProxy(env, host)).toBeUndefined()
    }
    for (const host of ['y.example', 'notx.example', 'corp.example']) expect(outsideProxy(env, host)).toBe('http://p')
    expect(outsideProxy({ ...env, NO_PROXY: '*' }, 'y.example')).toBeUndefined()
  })
})
