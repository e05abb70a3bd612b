export { type Archive, type OpenArchiveOptions, openArchive } from './archive.ts'
export type { ArchiveFile, SoundFile } from './archive-file.ts'
export type { ArchiveFs } from './archive-fs.ts'
export type { ArchiveInput, MaskingOutcome, PartInput, SubagentInput } from './archive-input.ts'
export type { NamedSession } from './archive-name.ts'
export type {
  ArchivedPart,
  ArchivedSource,
  ArchivedSubagent,
  Encoded,
  Receipt,
  TextDigest,
  TranscriptForm,
} from './archived-part.ts'
export { type ArchivedSession, filesOf } from './archived-session.ts'
export type { PartOutcome } from './commit-part.ts'
export {
  findPseudonym,
  type Pseudonym,
  type PseudonymFile,
  type PseudonymResult,
  type PseudonymSession,
  parsePseudonym,
} from './find-pseudonym.ts'
export { type ArchiveListing, listArchive } from './list-archive.ts'
export { type ArchiveMeta, type MetaFile, type MetaState, metaOf } from './meta-file.ts'
export type { NeedleOptions } from './needle.ts'
export { deleteArchived, type PruneRule, selectPruned } from './prune-archive.ts'
export { type LineBlock, readBytes, readLines } from './read-text.ts'
export { type Remasker, type Rescan, rescanFile } from './rescan-archive.ts'
export { resolveArchived } from './resolve-archived.ts'
export { type SearchHit, type SearchOptions, type SearchResult, searchArchive } from './search-archive.ts'
export { sweepArchive } from './sweep.ts'
export {
  type Damage,
  type DamageReason,
  type SourceState,
  type Verdict,
  type VerifyOptions,
  verifySession,
} from './verify-archive.ts'
export { planArchive, type WrittenArchive, writeArchive } from './write-archive.ts'
