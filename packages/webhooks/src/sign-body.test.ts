import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { signBody } from './sign-body.ts'

const now = (): number => Date.now()
const plain = { jsonParse: false } as const

function verifies(secret: string, body: string, headers: object, raw = false): boolean {
  try {
    const webhook = raw ? new Webhook(Buffer.from(secret, 'utf8'), { format: 'raw' }) : new Webhook(secret)
    webhook.verify(body, headers as Record<string, string>, plain)
    return true
  } catch {
    return false
  }
}

describe('signBody', () => {
  it('says only who and when without a secret', () => {
    expect(signBody('msg_1', '{}', undefined, 1_700_000_000_999)).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
    })
  })

  it('gives the same signature as the reference library, byte for byte', () => {
    const headers = signBody(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwSw',
      1_614_265_330_000,
    )
    expect(headers['webhook-signature']).toBe('v1,pZN3CVESPCUuihODVQNgWONmlcH9xCz9b1ykcK53XqY=')
  })

  it('is verified by standardwebhooks and by an independent HMAC exactly when nothing was touched', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.constantFrom('body', 'id', 'time', 'none'),
        (body, at, to, what) => {
          const headers = signBody('msg_1', body, secret, now())
          const bytes = Buffer.from(body)
          const index = at % bytes.length
          const untouched = what === 'none' || (what === 'body' && bytes[index] === to)
          if (what === 'body') bytes[index] = to
          const seen = {
            ...headers,
            ...(what === 'id' ? { 'webhook-id': 'msg_2' } : {}),
            ...(what === 'time' ? { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1) } : {}),
          }
          // A byte that breaks a character is replaced on reading, which is a change as well.
          expect(verifies(secret, bytes.toString('utf8'), seen)).toBe(untouched)
          const alone = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
          expect(alone === headers['x-signature-256']).toBe(untouched || what === 'id' || what === 'time')
        },
      ),
    )
  })

  it('is verified under a secret that is plain text', () => {
    const headers = signBody('msg_1', '{"a":"ü"}', 'correct horse', now())
    expect(verifies('correct horse', '{"a":"ü"}', headers, true)).toBe(true)
    expect(headers['webhook-signature']).not.toContain(' ')
  })

  it('is verified by either reading of a secret that is base64 without its prefix', () => {
    const secret = Buffer.alloc(24, 9).toString('base64')
    const headers = signBody('msg_1', '{}', secret, now())
    expect(verifies(secret, '{}', headers)).toBe(true)
    expect(verifies(secret, '{}', headers, true)).toBe(true)
    expect(verifies(`${secret}BBBB`, '{}', headers)).toBe(false)
  })
})
