import { SesError } from '@ses/model'
import type { StoreFs } from '@ses/store'
import type { Delivery } from './delivery.ts'
import { type EndpointState, readEndpoint, writeEndpoint } from './endpoint-state.ts'
import { forgetSent, type OutboxShelf, openOutbox, readShelf, removeFrom, revive } from './outbox.ts'
import type { WebhookSettings } from './webhook-settings.ts'

/** All that an outbox holds. */
export interface OutboxContents {
  /** The oldest first, as `dead`. */
  readonly pending: readonly Delivery[]
  readonly dead: readonly Delivery[]
  /** Names of files that cannot be read; they are left alone. */
  readonly damaged: readonly string[]
  readonly endpoint: EndpointState
}

/** Reads the outbox below a `.ses-logs` folder; without settings nothing is known of the endpoint. */
export function inspectOutbox(folder: string, settings: WebhookSettings | undefined, fs?: StoreFs): OutboxContents {
  const outbox = openOutbox(folder, fs)
  const [pending, dead] = [readShelf(outbox, 'pending'), readShelf(outbox, 'dead')]
  return {
    pending: pending.deliveries,
    dead: dead.deliveries,
    damaged: [...pending.damaged, ...dead.damaged],
    endpoint: settings === undefined ? {} : readEndpoint(outbox, settings),
  }
}

/** Makes deliveries due at once, dead ones with all their attempts before them. `now` in epoch milliseconds. */
export function retryDeliveries(folder: string, deliveries: readonly Delivery[], now: number, fs?: StoreFs): void {
  const outbox = openOutbox(folder, fs)
  for (const delivery of deliveries) revive(outbox, delivery, now)
}

/** Forgets deliveries, whichever shelf they lie on: they are never sent. */
export function dropDeliveries(folder: string, ids: readonly string[], fs?: StoreFs): void {
  const outbox = openOutbox(folder, fs)
  const shelves: readonly OutboxShelf[] = ['pending', 'dead']
  for (const id of ids) for (const shelf of shelves) removeFrom(outbox, shelf, id)
}

/** Forgets which events were delivered before a time (epoch milliseconds): call where their sessions are removed, too. */
export function forgetDelivered(folder: string, before: number, fs?: StoreFs): void {
  forgetSent(openOutbox(folder, fs), before)
}

/** Sends again to an endpoint that answered 410, and without waiting where it asked to wait. */
export function enableEndpoint(folder: string, settings: WebhookSettings, fs?: StoreFs): void {
  writeEndpoint(openOutbox(folder, fs), settings, {})
}

/** The one delivery whose id starts so, with or without `msg_`. Throws `SesError` `not_found` or `ambiguous_id`. */
export function findDelivery({ pending, dead }: OutboxContents, prefix: string): Delivery {
  const wanted = prefix.startsWith('msg_') ? prefix : `msg_${prefix}`
  const found = [...new Map([...dead, ...pending].map((each) => [each.id, each])).values()].filter(({ id }) =>
    id.startsWith(wanted),
  )
  const [first] = found
  if (first === undefined) throw new SesError('not_found', `no delivery ${prefix}`, { data: { path: prefix } })
  if (found.length > 1) throw new SesError('ambiguous_id', `${found.length} deliveries start with ${prefix}`)
  return first
}
