export { listSessions } from './list-sessions.ts'
export { readMetadata, readSummary } from './read-folder.ts'
export { type IndexReading, readIndex } from './read-index.ts'
export { refreshIndex } from './refresh-index.ts'
export { resolveSession, type SessionCandidate } from './resolve-session.ts'
export type { SessionRecord } from './session-record.ts'
export { type OpenStoreOptions, openStore, type SessionStore } from './session-store.ts'
export { type StoreFs, systemFs } from './store-fs.ts'
export type { IndexedFolder, StoredIndex } from './stored-index.ts'
export type { StoredMetadata } from './stored-metadata.ts'
export {
  type CachedFile,
  type FileStamp,
  readUsageCache,
  type UsageCacheOptions,
  updateUsageCache,
  writeUsageDigest,
} from './usage-cache.ts'
export { type LockOptions, withLock } from './with-lock.ts'
export { writeAtomically } from './write-atomically.ts'
export { type WrittenSession, writeSession } from './write-session.ts'
