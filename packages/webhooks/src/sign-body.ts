import { createHmac } from 'node:crypto'

export interface SignedHeaders {
  readonly 'webhook-id': string
  /** Epoch seconds. */
  readonly 'webhook-timestamp': string
  /** One or two signatures of Standard Webhooks 1.0.0, separated by a space. */
  readonly 'webhook-signature'?: string
  /** HMAC-SHA256 of the body alone under the secret as it is written. */
  readonly 'x-signature-256'?: string
}

/** The headers that identify a delivery and, with a secret, prove where it comes from. `now` in epoch milliseconds. */
export function signBody(id: string, body: string, secret: string | undefined, now: number): SignedHeaders {
  const timestamp = String(Math.floor(now / 1000))
  const named = { 'webhook-id': id, 'webhook-timestamp': timestamp }
  if (secret === undefined) return named
  const content = `${id}.${timestamp}.${body}`
  const signatures = keysOf(secret).map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`)
  return {
    ...named,
    'webhook-signature': signatures.join(' '),
    'x-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
}

/**
 * `whsec_` says that base64 follows. Without it libraries differ: some take the text itself as the key, some decode it; what reads both
 * ways is signed both ways, and a verifier accepts any signature of the list.
 */
function keysOf(secret: string): Buffer[] {
  if (secret.startsWith('whsec_')) return [Buffer.from(secret.slice('whsec_'.length), 'base64')]
  const text = Buffer.from(secret, 'utf8')
  const decoded = Buffer.from(secret, 'base64')
  // 24 to 64 bytes is what Standard Webhooks wants of a key.
  const isBase64 = decoded.length >= 24 && decoded.length <= 64 && decoded.toString('base64') === secret
  return isBase64 ? [text, decoded] : [text]
}
