import { lstatSync, type Stats } from 'node:fs'
import { absolutePath, type BytePath, foldersOf } from './byte-path.ts'

/** What is at a path, links not followed; undefined: nothing, also where a folder above is a file or a link. */
export function entryAt(workTree: string, path: BytePath): Stats | undefined {
  return isReachable(workTree, path) ? lstatSync(absolutePath(workTree, path), { throwIfNoEntry: false }) : undefined
}

/** Whether all folders above are there and are real folders. */
export function isReachable(workTree: string, path: BytePath): boolean {
  return foldersOf(path).every(
    (folder) => lstatSync(absolutePath(workTree, folder), { throwIfNoEntry: false })?.isDirectory() === true,
  )
}
