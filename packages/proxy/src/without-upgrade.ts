import type { IncomingMessage } from 'node:http'

const OFFERED: ReadonlySet<string> = new Set(['upgrade', 'http2-settings', 'connection'])

/** The head of a request as bytes, without the offer to speak another protocol. */
export function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  let text = `${method} ${url} HTTP/${httpVersion}\r\n`
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!OFFERED.has(name.toLowerCase())) text += `${name}: ${rawHeaders[at + 1]}\r\n`
  }
  return Buffer.from(`${text}\r\n`, 'latin1')
}
