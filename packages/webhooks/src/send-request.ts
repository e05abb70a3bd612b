import * as http from 'node:http'
import * as https from 'node:https'
import { isIP } from 'node:net'
import { bareHost, isAllowedAddress, isLoopbackHost } from './guard-address.ts'
import { pinnedLookup, type ResolveAll, refusedAddress } from './pinned-lookup.ts'

export interface WebhookRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Of the whole exchange, names and connecting included; in milliseconds. */
  readonly timeoutMs: number
  readonly allowPrivate: boolean
}

/** What came of a request: a status, or the code of what stood in its way. Holds nothing that the endpoint wrote. */
export type WebhookAnswer = { readonly status: number; readonly retryAfter?: string } | { readonly error: string }

/** Makes one POST; never throws. */
export type SendRequest = (request: WebhookRequest) => Promise<WebhookAnswer>

const MAX_RESPONSE_BYTES = 64 * 1024

/**
 * The transport over Node's own HTTP client, which follows no redirect, honours no proxy variable and takes a lookup. `resolve` is asked
 * for the addresses of names. The body of an answer is read to its end, to 64 KiB or to the timeout, and dropped.
 */
export function createSender(resolve?: ResolveAll): SendRequest {
  return ({ url, headers, body, timeoutMs, allowPrivate }) =>
    new Promise((settle) => {
      const policy = { loopback: isLoopbackHost(url.hostname), private: allowPrivate }
      const host = bareHost(url.hostname)
      if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) {
        settle({ error: refusedAddress })
        return
      }
      const bytes = Buffer.from(body, 'utf8')
      let answer: WebhookAnswer | undefined
      let request: http.ClientRequest
      try {
        request = (url.protocol === 'https:' ? https : http).request(url, {
          method: 'POST',
          agent: false,
          lookup: pinnedLookup(policy, resolve),
          headers: { ...headers, 'content-length': String(bytes.length) },
          maxHeaderSize: 16 * 1024,
        })
      } catch {
        settle({ error: 'invalid_request' })
        return
      }
      const end = (failed: WebhookAnswer): void => {
        clearTimeout(timer)
        settle(answer ?? failed)
        request.destroy()
      }
      // The timer of the request only sees an idle socket; a server that sends a byte now and then would hold it for ever.
      const timer = setTimeout(() => end({ error: 'timeout' }), timeoutMs)
      request.on('error', (error: NodeJS.ErrnoException) => end({ error: codeOf(error) }))
      request.on('close', () => end({ error: 'ECONNRESET' }))
      request.on('response', (response) => {
        const { statusCode = 0 } = response
        const retryAfter = response.headers['retry-after']
        answer = { status: statusCode, ...(retryAfter === undefined ? {} : { retryAfter }) }
        let read = 0
        response.on('data', (chunk: Buffer) => {
          read += chunk.length
          if (read > MAX_RESPONSE_BYTES) end({ error: 'answer_too_long' })
        })
        response.on('error', () => end({ error: 'ECONNRESET' }))
        response.on('close', () => end({ error: 'ECONNRESET' }))
      })
      request.end(bytes)
    })
}

/** Messages of system errors may repeat what was sent; their codes never do. */
function codeOf({ code }: NodeJS.ErrnoException): string {
  return typeof code === 'string' && /^[A-Za-z0-9_]{1,64}$/.test(code) ? code : 'failed'
}
