import type { SendRequest, WebhookAnswer } from './send-request.ts'
import { signBody } from './sign-body.ts'
import type { WebhookSettings } from './webhook-settings.ts'

/** Signs a body and sends it once; `now` in epoch milliseconds. */
export function postEvent(
  { id, body }: { readonly id: string; readonly body: string },
  settings: WebhookSettings,
  send: SendRequest,
  now: number,
): Promise<WebhookAnswer> {
  const { url, secret, authToken, headers, timeoutMs, allowPrivate } = settings
  return send({
    url,
    body,
    timeoutMs,
    allowPrivate,
    headers: {
      'user-agent': 'ses-webhooks',
      ...headers,
      ...(authToken === undefined ? {} : { authorization: `Bearer ${authToken}` }),
      'content-type': 'application/json',
      ...signBody(id, body, secret, now),
    },
  })
}
