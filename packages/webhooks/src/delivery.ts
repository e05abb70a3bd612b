import type { Masked } from '@ses/model'
import type { WebhookEvent } from '@ses/schema'

/** One event on its way to the endpoint: a file of the outbox, `<id>.json`. */
export interface Delivery {
  readonly v: 1
  /** `webhook-id`; the same at every attempt. */
  readonly id: string
  readonly event: WebhookEvent
  /** Epoch milliseconds, as all times here. */
  readonly queued_at: number
  /** Attempts made. */
  readonly attempts: number
  /** Not tried before. */
  readonly due_at: number
  /** How the latest attempt failed. */
  readonly last?: DeliveryFailure
  /** The body, byte for byte the same at every attempt. */
  readonly body: Masked
}

/** Why an attempt was no success. */
export interface DeliveryFailure {
  readonly at: number
  /** HTTP status; absent when there was no answer. */
  readonly status?: number
  /** `timeout`, `refused_address`, or the code of the system (`ECONNREFUSED`, `CERT_HAS_EXPIRED`); absent when there was an answer. */
  readonly error?: string
}

/** Reads a file of the outbox; undefined for anything that is none. */
export function parseDelivery(text: string, id: string): Delivery | undefined {
  let value: Partial<Delivery> | null
  try {
    value = JSON.parse(text) as Partial<Delivery> | null
  } catch {
    return undefined
  }
  const sound =
    value?.v === 1 &&
    value.id === id &&
    typeof value.event === 'string' &&
    typeof value.body === 'string' &&
    [value.queued_at, value.attempts, value.due_at].every((number) => typeof number === 'number')
  return sound ? (value as Delivery) : undefined
}
