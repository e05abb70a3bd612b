import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { writeAtomically } from '@ses/store'
import type { Outbox } from './outbox.ts'
import type { WebhookSettings } from './webhook-settings.ts'

/** What is remembered of the endpoint between two runs, `endpoint.json`; all of it is void when another URL is configured. */
export interface EndpointState {
  /** When it answered 410 Gone, in epoch milliseconds: nothing is sent until somebody enables it again. */
  readonly disabled_at?: number
  /** Nothing is sent before, as it asked with Retry-After. */
  readonly not_before?: number
}

interface StoredState extends EndpointState {
  readonly v: 1
  /** Hash of the URL, which itself may be a secret. */
  readonly endpoint: string
}

/** The state of this endpoint; empty when nothing is known of it. */
export function readEndpoint(outbox: Outbox, settings: WebhookSettings): EndpointState {
  try {
    const stored = JSON.parse(outbox.fs.readFileSync(pathOf(outbox), 'utf8')) as StoredState | null
    if (stored?.endpoint !== hashOf(settings)) return {}
    const { disabled_at, not_before } = stored
    return {
      ...(typeof disabled_at === 'number' ? { disabled_at } : {}),
      ...(typeof not_before === 'number' ? { not_before } : {}),
    }
  } catch {
    return {}
  }
}

/** Replaces what is known of this endpoint. Throws `SesError` `write_failed`. */
export function writeEndpoint(outbox: Outbox, settings: WebhookSettings, state: EndpointState): void {
  const stored: StoredState = { v: 1, endpoint: hashOf(settings), ...state }
  outbox.fs.mkdirSync(outbox.directory, { recursive: true, mode: 0o700 })
  writeAtomically(outbox.fs, pathOf(outbox), `${JSON.stringify(stored)}\n`)
}

function pathOf({ directory }: Outbox): string {
  return join(directory, 'endpoint.json')
}

function hashOf({ url }: WebhookSettings): string {
  return createHash('sha256').update(url.href).digest('hex').slice(0, 32)
}
