import { postEvent } from './post-event.ts'
import { createSender, type SendRequest, type WebhookAnswer } from './send-request.ts'
import type { WebhookSettings } from './webhook-settings.ts'

export interface TestEventOptions {
  readonly settings: WebhookSettings
  /** Shown to the receiver: the version of `ses`. */
  readonly version: string
  /** Random part of `webhook-id`, letters and digits. */
  readonly nonce: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Default: over the network. */
  readonly send?: SendRequest
}

/** Sends `webhook.test` once, past the outbox and even to a disabled endpoint. Tells what came of it and after how many milliseconds. */
export async function sendTestEvent(
  options: TestEventOptions,
): Promise<{ readonly id: string; readonly answer: WebhookAnswer; readonly ms: number }> {
  const { settings, version, nonce, now, send = createSender() } = options
  const start = now()
  const id = `msg_test${nonce}`
  const payload = { message: 'A test of the webhook of ses', ses_version: version }
  const body = JSON.stringify({ event: 'webhook.test', timestamp: new Date(start).toISOString(), payload })
  const answer = await postEvent({ id, body }, settings, send, start)
  return { id, answer, ms: now() - start }
}
