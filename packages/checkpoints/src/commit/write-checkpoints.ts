import { SesError } from '@ses/model'
import type { ObjectReader } from '../backend.ts'
import type { Shadow } from '../open-shadow.ts'
import { CHECKPOINT_REF, type CommitCheckpoint, checkpointId, FACTS_FILE, placeOf } from './commit-checkpoint.ts'
import { moveCheckpointRef } from './move-checkpoint-ref.ts'
import { formatCheckpoint } from './parse-checkpoint.ts'
import { checkpointIn, type FoundCheckpoint, readEntriesOf, rootOf } from './read-checkpoints.ts'
import { folderAt, readEntries, withFolder, writeEntries } from './tree-entries.ts'

/** A checkpoint that is to be written. */
export interface NewCheckpoint extends Omit<CommitCheckpoint, 'id' | 'at' | 'artifacts'> {
  /** Masked files by name; those of `like` otherwise. */
  readonly artifacts?: ReadonlyMap<string, string | Uint8Array>
  /** Checkpoint whose kept files are taken over. */
  readonly like?: FoundCheckpoint
}

/** So many writers may come in between. */
const ATTEMPTS = 50

/** Writes checkpoints in one commit on the branch. Those that are there and say the same stay. Returns those that were written. */
export async function writeCheckpoints(
  shadow: Shadow,
  wanted: readonly NewCheckpoint[],
): Promise<readonly CommitCheckpoint[]> {
  const { backend } = shadow
  const at = shadow.now()
  const folders: { readonly checkpoint: CommitCheckpoint; readonly entries: Map<string, string> }[] = []
  for (const { artifacts, like, ...facts } of wanted) {
    const entries = new Map<string, string>()
    for (const [name, content] of artifacts ?? []) {
      entries.set(name, await backend.writeBlob(typeof content === 'string' ? Buffer.from(content) : content))
    }
    if (like !== undefined) {
      for (const [name, { id }] of await readEntriesOf(shadow, like.tree)) {
        if (like.artifacts.includes(name)) entries.set(name, id)
      }
    }
    shadow.onStep('checkpoint: blobs')
    const id = checkpointId(facts.commit, facts.agent, facts.session)
    folders.push({ checkpoint: { ...facts, id, at, artifacts: [...entries.keys()].sort() }, entries })
  }
  let written: CommitCheckpoint[] = []
  await moveCheckpoints(shadow, messageOf(wanted), async (objects, root) => {
    written = []
    let tree = root
    for (const { checkpoint, entries } of folders) {
      const place = placeOf(checkpoint.commit, checkpoint.agent, checkpoint.session)
      const there = await folderAt(objects, tree, place)
      const known = there === null ? undefined : await checkpointIn(objects, there)
      // The clock of another machine may be ahead: what is written now counts nevertheless.
      const next = { ...checkpoint, at: Math.max(at, (known?.at ?? 0) + 1) }
      const isSame = known !== undefined && formatCheckpoint({ ...next, at: known.at }) === formatCheckpoint(known)
      if (isSame && (await hasBlobs(objects, there, entries))) continue
      const facts = await backend.writeBlob(Buffer.from(formatCheckpoint(next)))
      const all = [...entries, [FACTS_FILE, facts] as const]
      const folder = await writeEntries(backend, new Map(all.map(([name, id]) => [name, { mode: '100644', id }])))
      tree = await withFolder(backend, objects, tree, place, folder)
      written.push(next)
    }
    shadow.onStep('checkpoint: trees')
    return tree
  })
  return written
}

/**
 * Takes checkpoints away. A mark stays, so that a merge with another clone does not bring them back; the branch's history keeps what it held.
 */
export async function removeCheckpoints(shadow: Shadow, checkpoints: readonly FoundCheckpoint[]): Promise<void> {
  await writeCheckpoints(
    shadow,
    checkpoints.map(({ id: _id, at: _at, artifacts: _artifacts, tree: _tree, transcript: _transcript, ...facts }) => ({
      ...facts,
      removed: true as const,
      files: [],
      subject: '',
      change: { tree: facts.change.tree, parentTree: null, blobs: [] },
      leftOut: [],
    })),
  )
}

async function hasBlobs(
  objects: ObjectReader,
  folder: string | null,
  wanted: ReadonlyMap<string, string>,
): Promise<boolean> {
  const there = await readEntries(objects, folder)
  return there.size === wanted.size + 1 && [...wanted].every(([name, id]) => there.get(name)?.id === id)
}

/** Moves the branch from what it holds to what `change` makes of it. Whoever comes in between is not lost: it is done again on top. */
export async function moveCheckpoints(
  shadow: Shadow,
  message: string,
  change: (objects: ObjectReader, root: string | null) => Promise<string | null>,
  alsoParent?: string,
): Promise<string | null> {
  const { backend, now } = shadow
  const objects = backend.openObjects()
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const tip = (await backend.readRefs([CHECKPOINT_REF]))[0]?.commit ?? null
      const root = tip === null ? null : await rootOf(objects, tip)
      if (tip !== null && root === null) throw new SesError('external', `${CHECKPOINT_REF} is damaged`)
      const tree = await change(objects, root)
      if (tree === null || (tree === root && alsoParent === undefined)) return tip
      const who = `ses <ses@localhost> ${Math.floor(now() / 1000)} +0000`
      const parents = [tip, alsoParent].flatMap((parent) => (parent == null ? [] : [`parent ${parent}`]))
      const text = [`tree ${tree}`, ...parents, `author ${who}`, `committer ${who}`, '', message, ''].join('\n')
      const commit = await backend.writeCommit(text)
      shadow.onStep('checkpoint: commit')
      if (await moveCheckpointRef(shadow, tip, commit)) {
        shadow.onStep('checkpoint: ref')
        return commit
      }
    }
  } finally {
    await objects.close()
  }
  throw new SesError('locked', CHECKPOINT_REF, { data: { path: CHECKPOINT_REF } })
}

function messageOf(wanted: readonly NewCheckpoint[]): string {
  const [first] = wanted
  const verb = first?.removed === true ? 'Remove' : 'Keep'
  const sessions = wanted.length === 1 ? 'a session' : `${wanted.length} sessions`
  return `${verb} ${sessions} of ${[...new Set(wanted.map(({ commit }) => commit.slice(0, 12)))].slice(0, 3).join(', ')}`
}
