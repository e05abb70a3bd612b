import { sep } from 'node:path'
import type { Services } from './services.ts'

/** The path with links resolved. Throws when nothing is there or it lies outside the allowed directories, without telling which. */
export async function confinePath(path: string, services: Services): Promise<string> {
  const real = path.includes('\0') ? undefined : await services.realPath(path)
  const roots = await services.allowedRoots()
  if (
    real === undefined ||
    !roots.some((root) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep))
  ) {
    throw new Error(
      'not_found: no such transcript in the directories that may be read\nfix: name a file of this project or of a coding agent’s own transcript folder',
    )
  }
  return real
}
