import {
  ARTIFACTS,
  type CommitChange,
  type CommitCheckpoint,
  checkpointId,
  isObjectId,
  type KeptTranscript,
  type LinkReason,
} from './commit-checkpoint.ts'

const REASONS: readonly LinkReason[] = ['recorded', 'trailer', 'files', 'relinked']
const MOST_FILES = 1000

/** Writes the facts of a checkpoint, always the same bytes for the same facts. */
export function formatCheckpoint(checkpoint: CommitCheckpoint): string {
  const { commit, agent, session, at, removed, reason, files, subject, from, artifacts, transcript, leftOut } =
    checkpoint
  const { patch, tree, parentTree, blobs } = checkpoint.change
  const facts = {
    v: 1,
    commit,
    agent,
    session,
    at,
    removed,
    reason,
    files: files.slice(0, MOST_FILES),
    subject,
    from,
    change: { patch, tree, parentTree, blobs: blobs.slice(0, MOST_FILES) },
    artifacts,
    transcript: transcript && { name: transcript.name, file: transcript.file, cwd: transcript.cwd },
    leftOut: leftOut.slice(0, MOST_FILES),
  }
  return `${JSON.stringify(facts, null, 1)}\n`
}

/** Reads what somebody wrote; undefined for what is no checkpoint. Nothing in it is believed that is not what it should be. */
export function parseCheckpoint(text: string): CommitCheckpoint | undefined {
  let value: Record<string, unknown>
  try {
    value = (JSON.parse(text) ?? {}) as Record<string, unknown>
  } catch {
    return undefined
  }
  const { v, commit, agent, session, at, reason, from } = value
  const isSound =
    v === 1 && isObjectId(commit) && isName(agent) && isName(session) && typeof at === 'number' && Number.isFinite(at)
  if (!isSound) return undefined
  const transcript = transcriptOf(value['transcript'])
  return {
    id: checkpointId(commit, agent, session),
    commit,
    agent,
    session,
    at,
    ...(value['removed'] === true ? { removed: true as const } : {}),
    reason: REASONS.find((known) => known === reason) ?? 'files',
    files: texts(value['files']),
    subject: typeof value['subject'] === 'string' ? value['subject'] : '',
    ...(isObjectId(from) ? { from } : {}),
    change: changeOf(value['change']),
    artifacts: texts(value['artifacts']).filter((name) => ARTIFACTS.includes(name)),
    ...(transcript === undefined ? {} : { transcript }),
    leftOut: texts(value['leftOut']),
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 1000
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, MOST_FILES) : []
}

function changeOf(value: unknown): CommitChange {
  const { patch, tree, parentTree, blobs } = (value ?? {}) as Record<string, unknown>
  return {
    ...(isObjectId(patch) ? { patch } : {}),
    tree: isObjectId(tree) ? tree : '',
    parentTree: isObjectId(parentTree) ? parentTree : null,
    blobs: (Array.isArray(blobs) ? blobs : []).slice(0, MOST_FILES).flatMap((each) => blobsOf(each)),
  }
}

function blobsOf(value: unknown): CommitChange['blobs'] {
  if (!Array.isArray(value)) return []
  const [path, from, to] = value as unknown[]
  const isId = (id: unknown): id is string | null => id === null || isObjectId(id)
  return typeof path === 'string' && isId(from) && isId(to) ? [[path, from, to]] : []
}

function transcriptOf(value: unknown): KeptTranscript | undefined {
  const { name, file, cwd } = (value ?? {}) as Record<string, unknown>
  if (typeof name !== 'string' || !ARTIFACTS.includes(name)) return undefined
  if (typeof file !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(file)) return undefined
  return { name, file, ...(typeof cwd === 'string' ? { cwd } : {}) }
}
