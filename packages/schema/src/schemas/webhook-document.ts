import * as z from 'zod'
import type { WebhookDelivery, WebhookDocument } from '../documents/webhook-document.ts'
import { count, text, texts } from './parts.ts'

const event = z.enum(['session.ended', 'review.completed'])
const status = z.int().nullable()
const error = text.nullable()
const deliveries: z.ZodType<readonly WebhookDelivery[]> = z.array(
  z.looseObject({ id: text, event, queued_at: text, attempts: count, due_at: text, status, error }),
)

/** Lets keys through that it does not know. */
export const webhookDocumentSchema: z.ZodType<WebhookDocument> = z.looseObject({
  schema_version: z.literal(1),
  url: text.nullable(),
  events: z.array(event),
  signed: z.boolean(),
  disabled_at: text.nullable(),
  wait_until: text.nullable(),
  pending: deliveries,
  dead: deliveries,
  damaged: texts,
  run: z
    .looseObject({ sent: count, failed: count, dead: count, state: z.enum(['done', 'off', 'busy', 'disabled']) })
    .exactOptional(),
  test: z.looseObject({ id: text, ok: z.boolean(), status, error, ms: z.number().nonnegative() }).exactOptional(),
})
