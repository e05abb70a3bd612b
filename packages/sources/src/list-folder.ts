import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Paths of a folder's entries whose name `wanted` accepts; none when it cannot be read. */
export async function listFolder(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter(wanted)
    .sort()
    .map((name) => join(folder, name))
}
