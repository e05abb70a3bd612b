import { join } from 'node:path'
import { SesError } from '@ses/model'
import { type StoreFs, systemFs, writeAtomically } from '@ses/store'
import { type Delivery, parseDelivery } from './delivery.ts'

/**
 * The outbox of a project, a folder: `<id>.json` is to be delivered, `dead/<id>.json` was given up, `sent/<id>` (empty) was delivered.
 * Every file is whole or absent, and each step from one state to the next is one rename or one new file.
 */
export interface Outbox {
  /** `.ses-logs/outbox`. */
  readonly directory: string
  readonly fs: StoreFs
}

/** The two lists of deliveries. */
export type OutboxShelf = 'pending' | 'dead'

/** What lies on a shelf, the oldest first. */
export interface ShelfReading {
  readonly deliveries: readonly Delivery[]
  /** Names of files that cannot be read. */
  readonly damaged: readonly string[]
}

const NAME = /^(msg_[A-Za-z0-9]+)\.json$/

/** Names the outbox below a `.ses-logs` folder; touches nothing. */
export function openOutbox(folder: string, fs: StoreFs = systemFs): Outbox {
  return { directory: join(folder, 'outbox'), fs }
}

/** Reads a shelf; one that is not there is empty. */
export function readShelf(outbox: Outbox, shelf: OutboxShelf): ShelfReading {
  const { fs } = outbox
  const deliveries: Delivery[] = []
  const damaged: string[] = []
  for (const name of namesIn(fs, shelfPath(outbox, shelf))) {
    const id = NAME.exec(name)?.[1]
    if (id === undefined) continue
    const delivery = readDelivery(outbox, shelf, id)
    if (delivery !== undefined) deliveries.push(delivery)
    else if (isThere(fs, pathOf(outbox, shelf, id))) damaged.push(name)
  }
  deliveries.sort((a, b) => a.queued_at - b.queued_at || (a.id < b.id ? -1 : 1))
  return { deliveries, damaged }
}

/** Where a delivery stands; undefined when it was never queued. */
export function stateOf(outbox: Outbox, id: string): OutboxShelf | 'sent' | undefined {
  if (isThere(outbox.fs, sentPath(outbox, id))) return 'sent'
  if (isThere(outbox.fs, pathOf(outbox, 'pending', id))) return 'pending'
  return isThere(outbox.fs, pathOf(outbox, 'dead', id)) ? 'dead' : undefined
}

/** Writes a delivery that is to be made, over its earlier state. Throws `SesError` `write_failed`. */
export function writePending(outbox: Outbox, delivery: Delivery): void {
  makeFolder(outbox, shelfPath(outbox, 'pending'))
  writeAtomically(outbox.fs, pathOf(outbox, 'pending', delivery.id), `${JSON.stringify(delivery)}\n`)
}

/** Remembers that a delivery was made, until `forgetSent`, and forgets its content. */
export function markSent(outbox: Outbox, id: string): void {
  guarded(outbox, () => {
    makeFolder(outbox, join(outbox.directory, 'sent'))
    // The mark comes first: a stop in between leaves a delivery that is known to be done.
    outbox.fs.closeSync(outbox.fs.openSync(sentPath(outbox, id), 'a', 0o600))
    outbox.fs.rmSync(pathOf(outbox, 'pending', id), { force: true })
  })
}

/** Forgets deliveries that were made before a time (epoch milliseconds), whose sessions nobody keeps any more. */
export function forgetSent(outbox: Outbox, before: number): void {
  const folder = join(outbox.directory, 'sent')
  guarded(outbox, () => {
    for (const name of namesIn(outbox.fs, folder)) {
      const stat = outbox.fs.statSync(join(folder, name), { throwIfNoEntry: false })
      if (stat !== undefined && stat.mtimeMs < before) outbox.fs.rmSync(join(folder, name), { force: true })
    }
  })
}

/** Gives a delivery up. */
export function bury(outbox: Outbox, delivery: Delivery): void {
  writePending(outbox, delivery)
  guarded(outbox, () => {
    makeFolder(outbox, shelfPath(outbox, 'dead'))
    outbox.fs.renameSync(pathOf(outbox, 'pending', delivery.id), pathOf(outbox, 'dead', delivery.id))
  })
}

/** Takes a dead delivery up again, due at once and with all its attempts before it. */
export function revive(outbox: Outbox, delivery: Delivery, now: number): void {
  writePending(outbox, { ...delivery, attempts: 0, due_at: now })
  removeFrom(outbox, 'dead', delivery.id)
}

/** Forgets a delivery. */
export function removeFrom(outbox: Outbox, shelf: OutboxShelf, id: string): void {
  guarded(outbox, () => outbox.fs.rmSync(pathOf(outbox, shelf, id), { force: true }))
}

/** Removes what writers that died left behind: temporary files older than an hour. */
export function sweepTemporaries(outbox: Outbox, now: number): void {
  for (const name of namesIn(outbox.fs, outbox.directory)) {
    if (!name.endsWith('.tmp')) continue
    const path = join(outbox.directory, name)
    try {
      if (now - outbox.fs.statSync(path).mtimeMs > 3_600_000) outbox.fs.rmSync(path, { force: true })
    } catch {
      // Another process was faster.
    }
  }
}

function readDelivery({ fs, ...outbox }: Outbox, shelf: OutboxShelf, id: string): Delivery | undefined {
  try {
    return parseDelivery(fs.readFileSync(pathOf(outbox, shelf, id), 'utf8'), id)
  } catch {
    return undefined
  }
}

function shelfPath({ directory }: Pick<Outbox, 'directory'>, shelf: OutboxShelf): string {
  return shelf === 'dead' ? join(directory, 'dead') : directory
}

function pathOf(outbox: Pick<Outbox, 'directory'>, shelf: OutboxShelf, id: string): string {
  return join(shelfPath(outbox, shelf), `${id}.json`)
}

function sentPath({ directory }: Outbox, id: string): string {
  return join(directory, 'sent', id)
}

function isThere(fs: StoreFs, path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false }) !== undefined
}

function namesIn(fs: StoreFs, path: string): string[] {
  try {
    return fs.readdirSync(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}

function makeFolder(outbox: Outbox, path: string): void {
  guarded(outbox, () => outbox.fs.mkdirSync(path, { recursive: true, mode: 0o700 }))
}

function guarded(outbox: Outbox, work: () => unknown): void {
  try {
    work()
  } catch (cause) {
    if (cause instanceof SesError) throw cause
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${outbox.directory} (${reason})`, {
      data: { path: outbox.directory, reason },
      cause,
    })
  }
}
