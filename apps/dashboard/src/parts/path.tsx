import type { JSX } from 'preact'
import { splitPath } from '../format/split-path.ts'

/** A path whose folder is cut when there is no room and whose name is not. */
export function Path({ path }: { readonly path: string }): JSX.Element {
  const [folder, name] = splitPath(path)
  return (
    <span class="path" title={path}>
      <span class="path-folder">{folder}</span>
      <span class="path-name">{name}</span>
    </span>
  )
}
