import type { BytePath } from './byte-path.ts'

/** What a tree holds at a path. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` (symbolic link) or `160000` (commit of a nested repository). */
  readonly mode: string
  readonly id: string
}

/** One path that differs between two trees. */
export interface TreeChange {
  readonly path: BytePath
  /** Null: not there. */
  readonly from: TreeEntry | null
  /** Null: not there. */
  readonly to: TreeEntry | null
}

/** Mode of a commit of a nested repository or submodule, whose files belong to that repository. */
export const NESTED = '160000'

/** Mode of a symbolic link. */
export const LINK = '120000'

/** Mode of a folder inside a tree object. */
export const FOLDER = '40000'
