import { STATUS_CODES } from 'node:http'
import type { Block } from '@ses/reports'
import type { WebhookDelivery, WebhookDocument } from '@ses/schema'
import { count, duration } from '../terminal/amounts.ts'

interface WebhookPage {
  readonly time: (iso: string | null) => string
  /** Deliveries shown of each kind. */
  readonly limit: number
}

/** A person's page: where events go, what this run did, what waits and what was given up. */
export function webhookBlocks(document: WebhookDocument, page: WebhookPage): Block[] {
  const { url, events, signed, pending, dead, damaged } = document
  return [
    { type: 'title', text: url ?? 'No webhook is configured' },
    {
      type: 'text',
      text:
        url === null
          ? 'Set webhooks.url in the config, or SES_WEBHOOK_URL.'
          : `${events.join(', ') || 'no event'} · ${signed ? 'signed' : 'not signed: webhooks.secret is not set'}`,
      tone: 'faint',
    },
    ...noticeBlocks(document, page),
    ...shelfBlocks('Waiting', pending, page, ({ attempts, due_at }) =>
      attempts === 0 ? 'not tried yet' : `again ${page.time(due_at)}`,
    ),
    ...shelfBlocks('Given up', dead, page, ({ attempts }) => `after ${count(attempts, 'attempt')}`),
    ...(damaged.length === 0
      ? []
      : [{ type: 'text' as const, text: `Cannot be read: ${damaged.join(', ')}`, tone: 'warn' as const }]),
  ]
}

function noticeBlocks({ run, test, disabled_at, wait_until }: WebhookDocument, { time }: WebhookPage): Block[] {
  const items: Extract<Block, { type: 'list' }>['items'][number][] = []
  if (test !== undefined) {
    const text = `test: ${outcomeOf(test)} after ${duration(test.ms)}`
    items.push(test.ok ? { mark: '✓', tone: 'good', text } : { mark: '✗', tone: 'bad', text })
  }
  if (run !== undefined && run.sent > 0) {
    items.push({ mark: '✓', tone: 'good', text: `${count(run.sent, 'event')} sent` })
  }
  if (run !== undefined && run.failed > 0) {
    items.push({ mark: '✗', tone: 'bad', text: `${count(run.failed, 'attempt')} failed` })
  }
  if (run?.state === 'busy') items.push({ mark: '!', tone: 'warn', text: 'another ses is sending at this moment' })
  if (disabled_at !== null) {
    const text = `The endpoint said on ${time(disabled_at)} that it is gone (410): nothing is sent to it`
    items.push({ mark: '!', tone: 'warn', text, below: ['`ses webhook enable` sends again'] })
  }
  if (wait_until !== null) items.push({ text: `the endpoint asked to wait until ${time(wait_until)}` })
  return items.length === 0 ? [] : [{ type: 'list', items }]
}

function shelfBlocks(
  title: string,
  deliveries: readonly WebhookDelivery[],
  { time, limit }: WebhookPage,
  next: (delivery: WebhookDelivery) => string,
): Block[] {
  if (deliveries.length === 0) return []
  const shown = deliveries.slice(0, Math.max(0, limit))
  const rest = deliveries.length - shown.length
  return [
    { type: 'heading', text: title, gist: String(deliveries.length) },
    {
      type: 'list',
      items: shown.map((delivery) => ({
        mark: delivery.id.slice(0, 16),
        text: `${delivery.event}, queued ${time(delivery.queued_at)}`,
        below: [...(delivery.status === null && delivery.error === null ? [] : [outcomeOf(delivery)]), next(delivery)],
      })),
    },
    ...(rest === 0 ? [] : [{ type: 'text' as const, text: `… ${rest} more (--limit)`, tone: 'faint' as const }]),
  ]
}

/** The words of the standard, never those of the endpoint. */
function outcomeOf({ status, error }: Pick<WebhookDelivery, 'status' | 'error'>): string {
  return status === null ? (ERRORS[error ?? ''] ?? error ?? 'failed') : `${status} ${STATUS_CODES[status] ?? ''}`.trim()
}

const ERRORS: Readonly<Record<string, string>> = {
  timeout: 'no answer in time',
  refused_address: 'leads to an address that nothing is sent to',
  invalid_request: 'the URL cannot be used',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'no such host',
}
