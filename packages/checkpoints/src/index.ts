export type { Backend, Ref } from './backend.ts'
export { gitEnvironment } from './backends/git/run-git.ts'
export {
  type Bisection,
  type BisectOptions,
  type BisectRun,
  bisectSnapshots,
  type CommandEnd,
} from './bisect/bisect-snapshots.ts'
export type { FirstBad, Verdict } from './bisect/search-first-bad.ts'
export type { AgentTurn, Author, BlamedLine, Evidence, LineShare } from './blame/author.ts'
export { authorKey } from './blame/author.ts'
export { type Blame, type BlameRequest, openBlame } from './blame/blame-file.ts'
export type { RecordedEdit } from './blame/recorded-edit.ts'
export { type FileShare, summariseRange } from './blame/summarise-range.ts'
export { type BytePath, bytePath, shownPath } from './byte-path.ts'
export {
  ARTIFACTS,
  CHECKPOINT_BRANCH,
  CHECKPOINT_REF,
  type CommitChange,
  type CommitCheckpoint,
  type KeptTranscript,
  type LinkReason,
} from './commit/commit-checkpoint.ts'
export { lastChanges } from './commit/last-changes.ts'
export { type FoundCheckpoint, listCommitCheckpoints, readArtifacts } from './commit/read-checkpoints.ts'
export { type CommitFacts, readCommitFacts } from './commit/read-commit-facts.ts'
export { headCommit, resolveCommit } from './commit/resolve-commit.ts'
export { type NewCheckpoint, removeCheckpoints, writeCheckpoints } from './commit/write-checkpoints.ts'
export type { Environment } from './environment.ts'
export { isRewindUnfinished } from './is-rewind-unfinished.ts'
export { listSnapshots } from './list-snapshots.ts'
export type { MadeCommit } from './made-commits.ts'
export { makeBranch } from './make-branch.ts'
export { markWork, type WorkMark } from './mark-work.ts'
export { type OpenShadowOptions, openShadow, type Shadow } from './open-shadow.ts'
export type { ForeignPolicy, RewindPlan } from './plan-rewind.ts'
export { listLines, type PruneRequest, pruneShadow, type ShadowLine } from './prune-shadow.ts'
export type { TakenSnapshot } from './record-snapshot.ts'
export { parseRewrites, type Rewrites } from './relink/read-rewrites.ts'
export { checkpointsOf, type RelinkRequest, relinkCheckpoints } from './relink/relink-checkpoints.ts'
export type { Repository } from './repository.ts'
export { resolveSnapshot } from './resolve-snapshot.ts'
export {
  type PlacedTranscript,
  placeTranscript,
  resumeCommand,
  type TranscriptToPlace,
} from './resume/place-transcript.ts'
export { type Rewind, type RewindOptions, rewind, undoRewind } from './rewind.ts'
export { SHADOW_REFS } from './shadow-ref.ts'
export type { LeftOut, Snapshot, SnapshotFacts, SnapshotKind } from './snapshot.ts'
export { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts'
export { fetchCheckpoints, pushCheckpoints, type Travel } from './travel/travel-checkpoints.ts'
export type { TreeChange, TreeEntry } from './tree-change.ts'
export { type Work, type WorkedFile, workSince } from './work-since.ts'
