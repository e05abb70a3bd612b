import type { WebhookDelivery, WebhookDocument } from '@ses/schema'
import { type Delivery, displayUrl, type OutboxContents, type WebhookSettings } from '@ses/webhooks'

/** How things stand, with nothing in it that is secret. */
export function webhookDocument(
  settings: WebhookSettings | undefined,
  { pending, dead, damaged, endpoint }: OutboxContents,
  { run, test }: Pick<WebhookDocument, 'run' | 'test'>,
): WebhookDocument {
  return {
    schema_version: 1,
    url: settings === undefined ? null : displayUrl(settings.url),
    events: settings?.events ?? [],
    signed: settings?.secret !== undefined,
    disabled_at: isoOf(endpoint.disabled_at),
    wait_until: isoOf(endpoint.not_before),
    pending: pending.map(deliveryOf),
    dead: dead.map(deliveryOf),
    damaged,
    ...(run === undefined ? {} : { run: { sent: run.sent, failed: run.failed, dead: run.dead, state: run.state } }),
    ...(test === undefined ? {} : { test }),
  }
}

function deliveryOf({ id, event, queued_at, attempts, due_at, last }: Delivery): WebhookDelivery {
  return {
    id,
    event,
    queued_at: isoOf(queued_at) ?? '',
    attempts,
    due_at: isoOf(due_at) ?? '',
    status: last?.status ?? null,
    error: last?.error ?? null,
  }
}

/** Null for no time, and for a number that is none. */
function isoOf(ms: number | undefined): string | null {
  return ms === undefined || !(Math.abs(ms) <= 8.64e15) ? null : new Date(ms).toISOString()
}
