import { createHash } from 'node:crypto'
import type { Masked } from '@ses/model'
import type { ReviewReport, Summary, WebhookEvent } from '@ses/schema'
import type { StoreFs } from '@ses/store'
import { openOutbox, stateOf, writePending } from './outbox.ts'
import type { WebhookSettings } from './webhook-settings.ts'

/** An event that happened. */
export type WebhookOccurrence =
  | { readonly event: 'session.ended'; readonly payload: Summary }
  | { readonly event: 'review.completed'; readonly payload: ReviewReport }

export type EnqueueOptions = WebhookOccurrence & {
  /** The project's `.ses-logs`. */
  readonly folder: string
  /** Undefined when no webhook is configured: nothing is queued then. */
  readonly settings: WebhookSettings | undefined
  /** Masks the payload once more, as one line of JSON: `(json) => maskJsonLine(json, masker)`. */
  readonly mask: (json: string) => Masked
  /** When it happened, in epoch milliseconds. */
  readonly now: number
  /**
   * Tells this occurrence from all others of its event; equal keys are delivered once, however often they are queued. Default: agent, id
   * and end of the session; the moment and content of a review.
   */
  readonly key?: string
  /** Default: the machine's own. */
  readonly fs?: StoreFs
}

export interface Enqueued {
  /** `webhook-id` of the delivery. */
  readonly id: string
  /** `known`: queued or delivered before. `unwanted`: no webhook is configured for the event. `too_large`: over 8 MiB, never sent. */
  readonly state: 'queued' | 'known' | 'unwanted' | 'too_large'
}

/** In UTF-16 units. A summary takes some kilobytes. */
const MAX_BODY = 8 * 1024 * 1024

/** Puts an event into the outbox, once; sending it is `deliverOutbox`'s. Throws `SesError` `write_failed`. */
export async function enqueueWebhook(options: EnqueueOptions): Promise<Enqueued> {
  const { folder, settings, event, payload, mask, now } = options
  const id = idOf(event, options.key ?? defaultKey(options))
  if (settings?.events.includes(event) !== true) return { id, state: 'unwanted' }
  const outbox = openOutbox(folder, options.fs)
  if (stateOf(outbox, id) !== undefined) return { id, state: 'known' }
  const body = mask(JSON.stringify({ event, timestamp: new Date(now).toISOString(), payload }))
  if (body.length > MAX_BODY) return { id, state: 'too_large' }
  writePending(outbox, { v: 1, id, event, queued_at: now, attempts: 0, due_at: now, body })
  return { id, state: 'queued' }
}

function idOf(event: WebhookEvent, key: string): string {
  return `msg_${createHash('sha256').update(`${event}\0${key}`).digest('hex').slice(0, 32)}`
}

function defaultKey({ event, payload, now }: EnqueueOptions): string {
  if (event === 'session.ended') {
    const { agent, id, end } = payload.session
    return `${agent}\0${id}\0${end}`
  }
  return `${now}\0${JSON.stringify(payload)}`
}
