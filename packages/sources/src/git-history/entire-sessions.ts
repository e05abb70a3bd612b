import { loadGit } from './load-git.ts'
import type { Repository } from './open-repository.ts'

/** The newest copy of a session that Entire stored in a repository. */
export interface EntireSession {
  /** As Entire's metadata spells it; the transcript may tell otherwise. */
  readonly id: string
  /** Where it stands, as `<ref>:<path>`. */
  readonly place: string
  /** Object ids of the transcript's parts; the same transcript has the same text. */
  readonly fingerprint: string
  /** Reads the transcript, one part after the other. */
  readonly read: () => AsyncGenerator<Uint8Array>
}

const BRANCH = 'entire/checkpoints/v1'
const REFS = 'refs/entire/checkpoints'
/** A transcript, or the n-th further part of one. */
const TRANSCRIPT = /^(.*\/)?full\.jsonl(?:\.(\d{3}))?$/

interface Copy {
  readonly ref: string
  readonly folder: string
  readonly parts: Map<number, string>
  metadata?: string
}

/**
 * Lists the sessions on Entire's checkpoint branch, local or fetched, and under its checkpoint refs. A session stands in every checkpoint
 * that it had a part in; the one written last is taken. In order of place; what cannot be read is left out.
 */
export async function entireSessions(repository: Repository): Promise<EntireSession[]> {
  const newest = new Map<string, { at: string; session: EntireSession }>()
  for (const ref of await checkpointRefs(repository)) {
    for (const copy of await copiesIn(repository, ref)) {
      const { id, at } = await metadataOf(repository, copy)
      if ((newest.get(id)?.at ?? '') > at) continue
      const parts = [...copy.parts].sort(([a], [b]) => a - b).map(([, oid]) => oid)
      const read = (): AsyncGenerator<Uint8Array> => readBlobs(repository, parts)
      const place = `${ref}:${copy.folder}full.jsonl`
      newest.set(id, { at, session: { id, place, fingerprint: parts.join('-'), read } })
    }
  }
  return [...newest.values()].map(({ session }) => session).sort((a, b) => (a.place < b.place ? -1 : 1))
}

async function checkpointRefs(repository: Repository): Promise<string[]> {
  const branches = await (await loadGit()).listBranches(repository)
  const remotes = await (await loadGit()).listRefs({ ...repository, filepath: 'refs/remotes' })
  const single = await (await loadGit()).listRefs({ ...repository, filepath: REFS })
  return [
    ...branches.filter((name) => name === BRANCH).map((name) => `refs/heads/${name}`),
    ...remotes.filter((name) => name.endsWith(`/${BRANCH}`)).map((name) => `refs/remotes/${name}`),
    ...single.map((name) => `${REFS}/${name}`),
  ]
}

/** Every transcript in a tree; a damaged tree has none. */
async function copiesIn(repository: Repository, ref: string): Promise<Copy[]> {
  const copies = new Map<string, Copy>()
  const copyIn = (folder: string): Copy => {
    const copy = copies.get(folder) ?? { ref, folder, parts: new Map() }
    copies.set(folder, copy)
    return copy
  }
  try {
    const start = await (await loadGit()).resolveRef({ ...repository, ref })
    const pending = [{ oid: start, folder: '' }]
    for (let tree = pending.pop(); tree !== undefined; tree = pending.pop()) {
      for (const { path, oid, type } of (await (await loadGit()).readTree({ ...repository, oid: tree.oid })).tree) {
        const full = tree.folder + path
        const found = TRANSCRIPT.exec(full)
        if (type === 'tree') pending.push({ oid, folder: `${full}/` })
        else if (type === 'blob' && found) copyIn(tree.folder).parts.set(Number(found[2] ?? 0), oid)
        else if (type === 'blob' && path === 'metadata.json') copyIn(tree.folder).metadata = oid
      }
    }
  } catch {
    return []
  }
  return [...copies.values()].filter(({ parts }) => parts.size > 0)
}

async function metadataOf(repository: Repository, { folder, metadata }: Copy): Promise<{ id: string; at: string }> {
  const fallback = { id: folder, at: '' }
  if (metadata === undefined) return fallback
  try {
    const { blob } = await (await loadGit()).readBlob({ ...repository, oid: metadata })
    const fields = JSON.parse(new TextDecoder().decode(blob)) as Record<string, unknown>
    const { session_id: id, created_at: at } = fields
    return { id: typeof id === 'string' ? id : folder, at: typeof at === 'string' ? at : '' }
  } catch {
    return fallback
  }
}

async function* readBlobs(repository: Repository, oids: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const oid of oids) yield (await (await loadGit()).readBlob({ ...repository, oid })).blob
}
