import { join } from 'node:path'
import { setTimeout as systemSleep } from 'node:timers/promises'
import { SesError } from '@ses/model'
import { type StoreFs, withLock } from '@ses/store'
import type { Delivery, DeliveryFailure } from './delivery.ts'
import { readEndpoint, writeEndpoint } from './endpoint-state.ts'
import {
  bury,
  markSent,
  type Outbox,
  openOutbox,
  readShelf,
  removeFrom,
  stateOf,
  sweepTemporaries,
  writePending,
} from './outbox.ts'
import { postEvent } from './post-event.ts'
import { readRetryAfter, waitBefore } from './retry-schedule.ts'
import { createSender, type SendRequest, type WebhookAnswer } from './send-request.ts'
import type { WebhookSettings } from './webhook-settings.ts'

export interface DeliverOptions {
  /** The project's `.ses-logs`. */
  readonly folder: string
  /** Undefined when no webhook is configured: nothing is sent then. */
  readonly settings: WebhookSettings | undefined
  /** Milliseconds to stay for retries that fall due meanwhile; default 0: one look at what is due. */
  readonly waitMs?: number
  /** Default: the machine's own, as the next four. */
  readonly fs?: StoreFs
  /** Epoch milliseconds. */
  readonly now?: () => number
  readonly sleep?: (ms: number) => Promise<unknown>
  /** In [0, 1). */
  readonly random?: () => number
  readonly send?: SendRequest
}

/** What one run did; numbers of deliveries. */
export interface DeliverReport {
  readonly sent: number
  /** Failed attempts. */
  readonly failed: number
  /** Given up in this run. */
  readonly dead: number
  /** Still to be delivered. */
  readonly pending: number
  /** When the next of them is due; null when there is none, or nothing will be sent by itself. */
  readonly nextAt: number | null
  /** `off`: no webhook is configured. `busy`: another process delivers. `disabled`: the endpoint answered 410. */
  readonly state: 'done' | 'off' | 'busy' | 'disabled'
}

/** So many failures in a row say that the endpoint is down; the others wait for the next run instead of a timeout each. */
const FAILURES_IN_A_ROW = 3

/**
 * Sends what is due, one after the other, at least once each. Any 2xx is success; 410 disables the endpoint; any other answer or none is
 * tried again later until the attempts are used up, then the delivery is a dead letter. Throws `SesError` `write_failed`.
 */
export async function deliverOutbox(options: DeliverOptions): Promise<DeliverReport> {
  const { folder, settings } = options
  const outbox = openOutbox(folder, options.fs)
  const { length } = readShelf(outbox, 'pending').deliveries
  const idle = { sent: 0, failed: 0, dead: 0, pending: length, nextAt: null }
  if (settings === undefined) return { ...idle, state: 'off' }
  if (length === 0)
    return { ...idle, state: readEndpoint(outbox, settings).disabled_at === undefined ? 'done' : 'disabled' }
  try {
    return await withLock(join(outbox.directory, 'deliver.lock'), () => new Run(outbox, settings, options).all(), {
      waitMs: 0,
    })
  } catch (error) {
    if (error instanceof SesError && error.code === 'locked') return { ...idle, state: 'busy' }
    throw error
  }
}

/** One run under the lock. */
class Run {
  private sent = 0
  private failed = 0
  private dead = 0
  private readonly outbox: Outbox
  private readonly settings: WebhookSettings
  private readonly now: () => number
  private readonly sleep: (ms: number) => Promise<unknown>
  private readonly random: () => number
  private readonly send: SendRequest
  private readonly until: number

  constructor(outbox: Outbox, settings: WebhookSettings, options: DeliverOptions) {
    this.outbox = outbox
    this.settings = settings
    this.now = options.now ?? Date.now
    this.sleep = options.sleep ?? systemSleep
    this.random = options.random ?? Math.random
    this.send = options.send ?? createSender()
    this.until = this.now() + (options.waitMs ?? 0)
  }

  async all(): Promise<DeliverReport> {
    sweepTemporaries(this.outbox, this.now())
    for (;;) {
      const down = await this.due()
      const report = this.report()
      const now = this.now()
      const next = Math.max(report.nextAt ?? Number.POSITIVE_INFINITY, down ? now + this.settings.delayMs : 0)
      if (next > this.until || (down && next <= now)) return report
      await this.sleep(Math.max(next - now, 1))
    }
  }

  /** One look at what is due. Returns whether it was given up because the endpoint is down. */
  private async due(): Promise<boolean> {
    let row = 0
    for (const delivery of readShelf(this.outbox, 'pending').deliveries) {
      const { disabled_at, not_before = 0 } = readEndpoint(this.outbox, this.settings)
      const now = this.now()
      if (disabled_at !== undefined || not_before > now) return false
      if (row >= FAILURES_IN_A_ROW) return true
      if (stateOf(this.outbox, delivery.id) === 'sent') removeFrom(this.outbox, 'pending', delivery.id)
      else if (delivery.due_at <= now) row = (await this.attempt(delivery)) ? 0 : row + 1
    }
    return row >= FAILURES_IN_A_ROW
  }

  /** Whether it was delivered. */
  private async attempt(delivery: Delivery): Promise<boolean> {
    const answer = await postEvent(delivery, this.settings, this.send, this.now())
    if ('status' in answer && answer.status >= 200 && answer.status < 300) {
      markSent(this.outbox, delivery.id)
      this.sent += 1
      return true
    }
    this.failed += 1
    this.note(delivery, answer)
    return false
  }

  private note(delivery: Delivery, answer: WebhookAnswer): void {
    const at = this.now()
    const last: DeliveryFailure = 'status' in answer ? { at, status: answer.status } : { at, error: answer.error }
    const attempts = delivery.attempts + 1
    const asked = 'status' in answer ? readRetryAfter(answer.retryAfter, at) : undefined
    const gone = last.status === 410
    if (gone) writeEndpoint(this.outbox, this.settings, { disabled_at: at })
    else if (asked !== undefined && (last.status === 429 || last.status === 503)) {
      writeEndpoint(this.outbox, this.settings, { not_before: at + asked })
    }
    if (gone || attempts >= this.settings.attempts) {
      bury(this.outbox, { ...delivery, attempts, last })
      this.dead += 1
    } else {
      const due_at = at + waitBefore(attempts, this.settings.delayMs, asked, this.random)
      writePending(this.outbox, { ...delivery, attempts, last, due_at })
    }
  }

  private report(): DeliverReport {
    const { deliveries } = readShelf(this.outbox, 'pending')
    const { disabled_at, not_before = 0 } = readEndpoint(this.outbox, this.settings)
    const { sent, failed, dead } = this
    const nextAt = Math.max(not_before, Math.min(...deliveries.map(({ due_at }) => due_at)))
    return {
      sent,
      failed,
      dead,
      pending: deliveries.length,
      nextAt: disabled_at !== undefined || deliveries.length === 0 ? null : nextAt,
      state: disabled_at === undefined ? 'done' : 'disabled',
    }
  }
}
