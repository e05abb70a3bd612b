import { shownPath } from '../byte-path.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'
import type { CommitChange } from './commit-checkpoint.ts'
import { patchIds } from './patch-ids.ts'

/** What is to be known of a commit to link sessions to it. */
export interface CommitFacts {
  readonly id: string
  readonly parents: readonly string[]
  /** Epoch milliseconds, to the second. */
  readonly committedAt: number
  readonly message: string
  readonly change: CommitChange
  /** Changed paths as people read them. */
  readonly files: readonly string[]
}

/** Reads a commit; undefined when it is not there. `patches`: patch ids that were asked for together, which is cheaper. */
export async function readCommitFacts(
  shadow: Shadow,
  env: Environment,
  id: string,
  patches?: ReadonlyMap<string, string>,
): Promise<CommitFacts | undefined> {
  const text = await shadow.backend.readCommit(id)
  if (text === undefined) return undefined
  const body = text.indexOf('\n\n')
  const head = body < 0 ? text : text.slice(0, body)
  const tree = /^tree ([0-9a-f]+)$/m.exec(head)?.[1] ?? ''
  const parents = [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? '')
  const committer = /^committer .* (\d+) [+-]\d+$/m.exec(head)
  const [first] = parents
  const parentTree = first === undefined ? null : await treeOf(shadow, first)
  // The parent of a shallow clone's last commit is not there: what it changed cannot be told.
  const changes = parentTree === undefined ? [] : await shadow.backend.diffTrees(parentTree, tree)
  const patch = parentTree === undefined ? undefined : (patches ?? (await patchIds(shadow, env, [id]))).get(id)
  return {
    id,
    parents,
    committedAt: Number(committer?.[1] ?? 0) * 1000,
    message: body < 0 ? '' : text.slice(body + 2),
    change: {
      ...(patch === undefined ? {} : { patch }),
      tree,
      parentTree: parentTree ?? null,
      blobs: changes.map(({ path, from, to }) => [shownPath(path), from?.id ?? null, to?.id ?? null]),
    },
    files: changes.map(({ path }) => shownPath(path)),
  }
}

async function treeOf({ backend }: Shadow, commit: string): Promise<string | undefined> {
  const text = await backend.readCommit(commit)
  return text === undefined ? undefined : /^tree ([0-9a-f]+)$/m.exec(text)?.[1]
}
