import type { BytePath } from './byte-path.ts'
import type { Environment } from './environment.ts'
import type { Repository } from './repository.ts'
import type { LeftOut } from './snapshot.ts'
import type { TreeChange } from './tree-change.ts'

/** What reads and writes git data. All of them make the same objects from the same files. */
export interface Backend {
  readonly id: 'git' | 'portable'
  /** Writes the tree of the work tree. Only under the lock of the work tree. */
  readonly captureTree: (request: CaptureRequest) => Promise<Capture>
  /** Refs of exactly these names, and all below those that end in `/`. Names that are no refs are left out. */
  readonly readRefs: (names: readonly string[]) => Promise<readonly Ref[]>
  /** Texts of these commits and all their ancestors, in no certain order. */
  readonly readHistory: (commits: readonly string[]) => Promise<readonly RawCommit[]>
  readonly readCommit: (id: string) => Promise<string | undefined>
  /** Returns its id. */
  readonly writeCommit: (text: string) => Promise<string>
  /** Returns its id. */
  readonly writeBlob: (content: Uint8Array) => Promise<string>
  /** Takes a tree object as git stores it. Returns its id. */
  readonly writeTree: (content: Uint8Array) => Promise<string>
  /** Moves, makes (`from` null) or removes (`to` null) a ref. False when the ref was not at `from`. */
  readonly moveRef: (name: string, from: string | null, to: string | null, log?: string) => Promise<boolean>
  /** Sorted by path; folders are not listed. Null is the empty tree. */
  readonly diffTrees: (from: string | null, to: string | null) => Promise<readonly TreeChange[]>
  readonly openBlobs: () => BlobReader
  readonly openObjects: () => ObjectReader
  /**
   * Commits that changed the file at a path: of all branches, tags and reflogs, and of `tips` and their ancestors; the latest first. A parent
   * is the nearest of them that is an ancestor.
   */
  readonly pathHistory: (path: BytePath, tips: readonly string[]) => Promise<readonly PathCommit[]>
  /** Makes the user's index that of a commit; nothing of the work tree is looked at. */
  readonly resetIndex: (commit: string) => Promise<void>
  /** Bytes on the disk of the objects that only refs below this prefix hold; undefined: it cannot tell. */
  readonly bytesHeldBy: (prefix: string) => Promise<number | undefined>
  /** Puts the loose objects that only refs below this prefix hold into one pack. Returns how many there were. */
  readonly packHeldBy: (prefix: string) => Promise<number>
  /** Files that a sparse checkout leaves away, which nothing here writes or removes. */
  readonly sparsePaths: () => Promise<ReadonlySet<BytePath>>
}

/** Where and with what a backend works. */
export interface BackendPlace {
  readonly repository: Repository
  readonly env: Environment
  readonly onStep: (step: string) => void
}

export interface CaptureRequest {
  /** Files above this many bytes are left out; default: none is. */
  readonly maxFileBytes?: number
}

/** A tree that was written. */
export interface Capture {
  readonly tree: string
  readonly leftOut: readonly LeftOut[]
  /** Tells that the tree is now held by this ref and commit, so that the next capture need only look at what changed since. */
  readonly settle: (ref: string, commit: string) => Promise<void>
}

export interface Ref {
  readonly name: string
  readonly commit: string
}

/** A commit object. */
export interface RawCommit {
  readonly id: string
  readonly text: string
}

/** A commit as the history of one path sees it. */
export interface PathCommit {
  readonly id: string
  readonly parents: readonly string[]
  readonly tree: string
  /** Epoch milliseconds, to the second. */
  readonly committedAt: number
  readonly author: string
  readonly subject: string
}

export interface GitObject {
  readonly type: string
  readonly content: Buffer
}

/** Reads objects of any type one after the other. */
export interface ObjectReader {
  /** Undefined: it is missing. */
  readonly read: (id: string) => Promise<GitObject | undefined>
  readonly close: () => Promise<void>
}

/** Reads blobs one after the other. */
export interface BlobReader {
  /** Throws `external` when it is missing. */
  readonly read: (id: string) => Promise<Buffer>
  readonly close: () => Promise<void>
}
