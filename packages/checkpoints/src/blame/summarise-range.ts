import { type BytePath, shownPath } from '../byte-path.ts'
import type { Shadow } from '../open-shadow.ts'
import { alignSequences } from './align-sequences.ts'
import { lineKey, linesOf } from './attributed-text.ts'
import type { BlamedLine } from './author.ts'
import type { Blame } from './blame-file.ts'
import { findRenamed } from './find-renamed.ts'

/** Lines that a commit, or a range of commits, added to one file and that are still there at its end. */
export interface FileShare {
  readonly path: string
  readonly lines: readonly BlamedLine[]
}

/** `from`: the tree before; null: the empty one. Files that are no text are left out. */
export async function summariseRange(
  { backend }: Pick<Shadow, 'backend'>,
  blame: Blame,
  from: string | null,
  to: { readonly tree: string; readonly commit: string },
): Promise<FileShare[]> {
  const objects = backend.openObjects()
  const textOf = async (id: string | undefined): Promise<readonly string[]> => {
    const object = id === undefined ? undefined : await objects.read(id)
    return object === undefined ? [] : linesOf(object.content.toString('utf8')).map(lineKey)
  }
  try {
    const changes = await backend.diffTrees(from, to.tree)
    const removed = new Map(
      changes.flatMap((change): [BytePath, string][] => (change.from === null ? [] : [[change.path, change.from.id]])),
    )
    const shares: FileShare[] = []
    for (const change of changes) {
      if (change.to?.mode.startsWith('100') !== true || change.to.id === change.from?.id) continue
      const old =
        change.from !== null || from === null
          ? undefined
          : await findRenamed(backend, objects, from, to.tree, change.path)
      const before = await textOf(change.from?.id ?? removed.get(old ?? ''))
      const lines = await blame.file(change.path, { commit: to.commit }).catch(() => undefined)
      if (lines === undefined) continue
      const kept = alignSequences(
        before,
        lines.map(({ text }) => lineKey(text)),
      )
      const added = lines.filter((_, at) => (kept[at] as number) < 0)
      if (added.length > 0) shares.push({ path: shownPath(change.path), lines: added })
    }
    return shares
  } finally {
    await objects.close()
  }
}
