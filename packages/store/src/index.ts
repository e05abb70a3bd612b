export { type DatabaseAnswer, queryDatabase, updateDatabase } from './database/update-database.ts'
export { firstFolderName, folderNames, secondFolderName } from './folder-name.ts'
export { filePattern } from './index/file-pattern.ts'
export type { SessionQuery } from './index/session-query.ts'
export { inspectStore, repairStore, type StoreProblem, type StoreProblemCode } from './inspect-store.ts'
export { listSessions } from './list-sessions.ts'
export { type FolderIndex, openIndex } from './open-index.ts'
export { isPinned, isRunning, pinSession } from './pin-session.ts'
export { listProjects, type RegisteredProject, registerProject } from './project-registry.ts'
export { readMetadata, readSummary } from './read-folder.ts'
export { type IndexReading, readIndex } from './read-index.ts'
export { type RefreshOptions, refreshIndex } from './refresh-index.ts'
export { removeSession } from './remove-session.ts'
export { resolveSession, type SessionCandidate } from './resolve-session.ts'
export type { TextKind } from './search/search-text.ts'
export type { Snippet } from './search/snippet.ts'
export type {
  IndexStats,
  QueryResult,
  SessionIndex,
  SessionKey,
  TextHit,
  TextQuery,
  TextResult,
  TextSnippet,
} from './session-index.ts'
export type { SessionLife, SessionRecord } from './session-record.ts'
export { lockPath, makeFolder, type OpenStoreOptions, openStore, type SessionStore } from './session-store.ts'
export { isMissing, readTextIfAny, type StoreFs, systemFs } from './store-fs.ts'
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
export { type WriteOptions, type WrittenSession, writeLife, writeSession } from './write-session.ts'
