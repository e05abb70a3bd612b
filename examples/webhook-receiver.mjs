// Receives the webhooks of ses and believes only what is signed (Standard Webhooks 1.0.0). No dependency.
// Run: SES_WEBHOOK_SECRET=whsec_… node examples/webhook-receiver.mjs 8787
//      then: ses config set webhooks.url http://127.0.0.1:8787 && ses webhook --test
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const MAX_BYTES = 5_000_000
/** How old a delivery may be, in seconds: what is older may be a replay. */
const TOLERANCE = 300

const secret = process.env.SES_WEBHOOK_SECRET ?? ''
if (secret === '') {
  console.error('set SES_WEBHOOK_SECRET to the secret of the webhook')
  process.exit(2)
}
const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8')
/** A delivery is repeated until it is answered, with the same id: each is handled once. */
const handled = new Set()

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request)
    if (!isGenuine(request.headers, body)) return response.writeHead(401).end()
    const id = String(request.headers['webhook-id'])
    if (!handled.has(id)) {
      handled.add(id)
      handle(JSON.parse(body.toString('utf8')))
    }
    response.writeHead(204).end()
  } catch {
    response.writeHead(400).end()
  }
})
server.listen(Number(process.argv[2] ?? 8787), '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`)
})

/** What came to an end, in a line. */
function handle(/** @type {{ event: string, payload: any }} */ { event, payload }) {
  if (event === 'session.ended') console.log(`${event}: ${payload.session.summary} (${payload.session.risk} risk)`)
  else if (event === 'review.completed') console.log(`${event}: ${payload.findings.length} findings`)
  else console.log(`${event}: nothing to do`)
}

/** Whether one of the signatures is ours and the delivery is recent. */
function isGenuine(/** @type {import('node:http').IncomingHttpHeaders} */ headers, /** @type {Buffer} */ body) {
  const id = headers['webhook-id']
  const time = headers['webhook-timestamp']
  if (typeof id !== 'string' || typeof time !== 'string') return false
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= TOLERANCE)) return false
  const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest()
  return String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected))
}

async function bodyOf(/** @type {import('node:http').IncomingMessage} */ request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > MAX_BYTES) throw new Error('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
