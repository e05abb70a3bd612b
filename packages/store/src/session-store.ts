import { join } from 'node:path'
import { type StoreFs, systemFs } from './store-fs.ts'
import { writeFailed } from './write-atomically.ts'

/** A `.ses-logs` folder. */
export interface SessionStore {
  readonly directory: string
  readonly fs: StoreFs
  /** Epoch milliseconds. */
  readonly now: () => number
}

export interface OpenStoreOptions {
  /** Default: the machine's own file system. */
  readonly fs?: StoreFs
  /** Default: the machine's clock. */
  readonly now?: () => number
}

/** Names a store. Touches nothing: the folder is made by the first write. */
export function openStore(directory: string, options: OpenStoreOptions = {}): SessionStore {
  return { directory, fs: options.fs ?? systemFs, now: options.now ?? Date.now }
}

/** Makes a folder below the store, and the store itself, for their owner alone. */
export function makeFolder(store: SessionStore, ...names: string[]): string {
  const path = join(store.directory, ...names)
  try {
    store.fs.mkdirSync(store.directory, { recursive: true, mode: 0o700 })
    store.fs.mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw writeFailed(path, cause)
  }
  return path
}

/** Where the lock of that name lies; made when it is taken. */
export function lockPath(store: SessionStore, name: string): string {
  return join(makeFolder(store, '.locks'), `${name}.lock`)
}
