import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { Backend } from '../backend.ts'
import { absolutePath, foldersOf, isInside } from '../byte-path.ts'
import { LINK, NESTED } from '../tree-change.ts'

/** Writes all files of a tree into an empty folder. Nested repositories become empty folders. Index and work tree are not touched. */
export async function writeTreeFiles(
  { diffTrees, openBlobs }: Pick<Backend, 'diffTrees' | 'openBlobs'>,
  tree: string,
  folder: string,
): Promise<void> {
  const blobs = openBlobs()
  const made = new Set<string>()
  try {
    for (const { path, to } of await diffTrees(null, tree)) {
      if (to === null || !isInside(path)) continue
      for (const above of foldersOf(path)) {
        if (!made.has(above)) mkdirSync(absolutePath(folder, above), { recursive: true })
        made.add(above)
      }
      const at = absolutePath(folder, path)
      if (to.mode === NESTED) mkdirSync(at, { recursive: true })
      else {
        const content = await blobs.read(to.id)
        if (to.mode === LINK) symlinkSync(content, at)
        else writeFileSync(at, content, { mode: to.mode === '100755' ? 0o755 : 0o644, flag: 'wx' })
      }
    }
  } finally {
    await blobs.close()
  }
}
