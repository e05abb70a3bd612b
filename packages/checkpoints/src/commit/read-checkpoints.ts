import type { ObjectReader } from '../backend.ts'
import type { Shadow } from '../open-shadow.ts'
import { FOLDER } from '../tree-change.ts'
import {
  CHECKPOINT_BRANCH,
  CHECKPOINT_REF,
  type CommitCheckpoint,
  FACTS_FILE,
  isObjectId,
} from './commit-checkpoint.ts'
import { parseCheckpoint } from './parse-checkpoint.ts'
import { folderAt, readEntries, type TreeEntries } from './tree-entries.ts'

/** A checkpoint and the tree that holds its files. */
export interface FoundCheckpoint extends CommitCheckpoint {
  readonly tree: string
}

/** All checkpoints of this clone and of the remotes it has fetched from, the latest first. Those taken away are left out. */
export async function listCommitCheckpoints(shadow: Shadow): Promise<FoundCheckpoint[]> {
  return (await readAll(shadow)).filter(({ removed }) => removed !== true)
}

/** As `listCommitCheckpoints`, with those taken away. */
export async function readAll(shadow: Shadow): Promise<FoundCheckpoint[]> {
  const seen = new Set<string>()
  return reading(shadow, async (objects, roots) => {
    const found: FoundCheckpoint[] = []
    for (const root of roots) {
      for (const { id, mode } of (await readEntries(objects, root)).values()) {
        if (mode !== FOLDER || seen.has(id)) continue
        seen.add(id)
        for (const [commit, below] of await readEntries(objects, id)) {
          if (!isObjectId(commit) || below.mode !== FOLDER || seen.has(below.id)) continue
          seen.add(below.id)
          found.push(...(await ofCommit(objects, commit, below.id)))
        }
      }
    }
    return latestOf(found)
  })
}

/** Checkpoints of one commit, with those taken away; costs the same however many there are of others. */
export async function readCheckpointsOf(shadow: Shadow, commit: string): Promise<FoundCheckpoint[]> {
  return reading(shadow, async (objects, roots) => {
    const found: FoundCheckpoint[] = []
    for (const root of roots) {
      const folder = await folderAt(objects, root, [commit.slice(0, 2), commit])
      if (folder !== null) found.push(...(await ofCommit(objects, commit, folder)))
    }
    return latestOf(found)
  })
}

/** The kept files of a checkpoint that are there, by name. */
export async function readArtifacts(shadow: Shadow, checkpoint: FoundCheckpoint): Promise<ReadonlyMap<string, Buffer>> {
  const objects = shadow.backend.openObjects()
  try {
    const entries = await readEntries(objects, checkpoint.tree)
    const files = new Map<string, Buffer>()
    for (const name of checkpoint.artifacts) {
      const entry = entries.get(name)
      const object = entry?.mode === '100644' ? await objects.read(entry.id) : undefined
      if (object?.type === 'blob') files.set(name, object.content)
    }
    return files
  } finally {
    await objects.close()
  }
}

async function reading<T>(
  shadow: Shadow,
  read: (objects: ObjectReader, roots: readonly (string | null)[]) => Promise<T>,
): Promise<T> {
  const { backend } = shadow
  const refs = await backend.readRefs([CHECKPOINT_REF, 'refs/remotes/'])
  const tips = refs.filter(({ name }) => name === CHECKPOINT_REF || name.endsWith(`/${CHECKPOINT_BRANCH}`))
  const objects = backend.openObjects()
  try {
    const roots: (string | null)[] = []
    for (const tip of new Set(tips.map(({ commit }) => commit))) roots.push(await rootOf(objects, tip))
    return await read(objects, roots)
  } finally {
    await objects.close()
  }
}

/** Entries of one tree. */
export async function readEntriesOf({ backend }: Shadow, tree: string): Promise<TreeEntries> {
  const objects = backend.openObjects()
  try {
    return await readEntries(objects, tree)
  } finally {
    await objects.close()
  }
}

/** Tree of a commit; null when it is not there. */
export async function rootOf(objects: ObjectReader, commit: string): Promise<string | null> {
  const object = await objects.read(commit)
  return object?.type === 'commit' ? (/^tree ([0-9a-f]+)$/m.exec(object.content.toString('latin1'))?.[1] ?? null) : null
}

async function ofCommit(objects: ObjectReader, commit: string, folder: string): Promise<FoundCheckpoint[]> {
  const found: FoundCheckpoint[] = []
  for (const { id, mode } of (await readEntries(objects, folder)).values()) {
    const checkpoint = mode === FOLDER ? await checkpointIn(objects, id) : undefined
    if (checkpoint?.commit === commit) found.push({ ...checkpoint, tree: id })
  }
  return found
}

/** What a folder says it is. */
export async function checkpointIn(objects: ObjectReader, folder: string): Promise<CommitCheckpoint | undefined> {
  const facts = (await readEntries(objects, folder)).get(FACTS_FILE)
  const object = facts === undefined ? undefined : await objects.read(facts.id)
  return object?.type === 'blob' ? parseCheckpoint(object.content.toString('utf8')) : undefined
}

/** Of several states of the same checkpoint the later one; every clone picks the same. */
function latestOf(found: readonly FoundCheckpoint[]): FoundCheckpoint[] {
  const byId = new Map<string, FoundCheckpoint>()
  for (const each of found) {
    const known = byId.get(each.id)
    if (known === undefined || isLater(each, known)) byId.set(each.id, each)
  }
  return [...byId.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}

/** Whether one state of a checkpoint counts and not the other. */
export function isLater(
  one: Pick<FoundCheckpoint, 'at' | 'tree'>,
  other: Pick<FoundCheckpoint, 'at' | 'tree'>,
): boolean {
  return one.at > other.at || (one.at === other.at && one.tree > other.tree)
}
