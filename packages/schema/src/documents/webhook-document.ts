import type { WebhookEvent } from './config.ts'

/** `ses webhook --json`. */
export interface WebhookDocument {
  readonly schema_version: 1
  /** Without what may be secret in it; null when no webhook is configured. */
  readonly url: string | null
  readonly events: readonly WebhookEvent[]
  /** Whether a secret is set. */
  readonly signed: boolean
  /** When the endpoint answered 410; null while it is sent to. */
  readonly disabled_at: string | null
  /** Until when the endpoint asked to wait. */
  readonly wait_until: string | null
  /** The oldest first, as `dead`. */
  readonly pending: readonly WebhookDelivery[]
  /** Given up. */
  readonly dead: readonly WebhookDelivery[]
  /** Files of the outbox that cannot be read. */
  readonly damaged: readonly string[]
  /** What this run did. */
  readonly run?: WebhookRun
  /** What came of `--test`. */
  readonly test?: WebhookTest
}

/** One event on its way. */
export interface WebhookDelivery {
  readonly id: string
  readonly event: WebhookEvent
  readonly queued_at: string
  readonly attempts: number
  /** Not tried before. */
  readonly due_at: string
  /** HTTP status of the latest attempt; null when there was no answer, or no attempt. */
  readonly status: number | null
  /** Code of what stood in the way of an answer. */
  readonly error: string | null
}

/** Numbers of deliveries; `state` tells why nothing was sent. */
export interface WebhookRun {
  readonly sent: number
  readonly failed: number
  readonly dead: number
  readonly state: 'done' | 'off' | 'busy' | 'disabled'
}

/** A test event and the answer to it. */
export interface WebhookTest {
  readonly id: string
  readonly ok: boolean
  readonly status: number | null
  readonly error: string | null
  readonly ms: number
}
