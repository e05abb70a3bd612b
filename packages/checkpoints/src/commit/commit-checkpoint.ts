import { createHash } from 'node:crypto'

/** How it is known that a session belongs to a commit: it said so itself, the message says so, its files and time fit, or it was carried over. */
export type LinkReason = 'recorded' | 'trailer' | 'files' | 'relinked'

/** A session that belongs to a commit, as it is kept in git. Its texts are masked. */
export interface CommitCheckpoint {
  /** Made from commit, agent and session, so that two clones give it the same. */
  readonly id: string
  /** Full id of the commit. */
  readonly commit: string
  readonly agent: string
  /** The agent's own id. */
  readonly session: string
  /** Epoch milliseconds; of two states of the same checkpoint the later one counts. */
  readonly at: number
  /** It was taken away; what follows is empty then. */
  readonly removed?: true
  readonly reason: LinkReason
  /** Files of the commit that the session changed, as far as that is known. */
  readonly files: readonly string[]
  /** First line of the commit's message, masked. */
  readonly subject: string
  /** Commit it was carried over from, by amend, rebase, squash or cherry-pick. */
  readonly from?: string
  readonly change: CommitChange
  /** Names of the session's files that are kept. */
  readonly artifacts: readonly string[]
  readonly transcript?: KeptTranscript
  /** What was not kept, and why. */
  readonly leftOut: readonly string[]
}

/** What a commit did, told so that it is known again when it has another id. */
export interface CommitChange {
  /** `git patch-id --stable`; absent: it changes no text, or there was no git to ask. */
  readonly patch?: string
  readonly tree: string
  /** Of its first parent; null: it has none. */
  readonly parentTree: string | null
  /** The first thousand paths with the blobs before and after; null: not there. */
  readonly blobs: readonly (readonly [path: string, from: string | null, to: string | null])[]
}

/** The masked transcript as it was at the commit. */
export interface KeptTranscript {
  /** Name among the artifacts. */
  readonly name: string
  /** File name that the agent gave it, without folders. */
  readonly file: string
  /** Folder of the session as recorded, masked. */
  readonly cwd?: string
}

/** Branch that holds all of them. Branches travel with every push and fetch that git knows, and every host takes them. */
export const CHECKPOINT_BRANCH = 'ses/checkpoints/v1/sessions'

/** The branch as a ref. */
export const CHECKPOINT_REF: string = `refs/heads/${CHECKPOINT_BRANCH}`

/** File in a checkpoint's folder that says what it is. */
export const FACTS_FILE = 'checkpoint.json'

/** Names that artifacts may have: a tree that was fetched may hold any. */
export const ARTIFACTS: readonly string[] = [
  'summary.json',
  'summary.txt',
  'context.md',
  'prompts.txt',
  'search.txt',
  'metadata.json',
  'ai-summary.md',
  'events.jsonl',
  'transcript.jsonl',
  'transcript.json',
  'transcript.txt',
]

/** Whether a text is the full id of a git object. */
export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** Id of the checkpoint of a session at a commit: 40 hexadecimal digits. */
export function checkpointId(commit: string, agent: string, session: string): string {
  return createHash('sha256').update(`${commit}\0${agent}\0${session}`).digest('hex').slice(0, 40)
}

/** Where a checkpoint lies in the tree of the branch. */
export function placeOf(commit: string, agent: string, session: string): readonly [string, string, string] {
  const name = `${agent}.${session}`
  const isPlain = /^[a-z][a-z0-9-]*\.[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)
  const key = isPlain ? name : createHash('sha256').update(`${agent}\0${session}`).digest('hex').slice(0, 32)
  return [commit.slice(0, 2), commit, key]
}
