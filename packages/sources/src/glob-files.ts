import { basename, dirname, join } from 'node:path'
import type { FolderReader } from './folder-reader.ts'
import type { RootedGlob } from './location-globs.ts'
import { matchName } from './match-glob.ts'

/** The files that a glob names, in the order of their names. Only folders that the glob passes through are read. */
export async function globFiles({ root, glob, except }: RootedGlob, reader: FolderReader): Promise<string[]> {
  const parts = glob.split('/').filter((part) => part !== '')
  const [last] = parts.length === 0 ? [basename(root)] : parts.slice(-1)
  const found: string[] = []
  const entered = new Set<string>()
  const walk = async (folder: string, at: number): Promise<void> => {
    const part = parts[at]
    if (part === undefined || at === parts.length - 1) {
      const { files } = await reader.read(folder)
      for (const name of files) {
        if (matchName(last as string, name) && !except.some((pattern) => matchName(pattern, name)))
          found.push(join(folder, name))
      }
    } else if (part === '**') {
      // A link may lead back up.
      const real = await reader.real(folder)
      if (real === undefined || entered.has(`${at} ${real}`)) return
      entered.add(`${at} ${real}`)
      await walk(folder, at + 1)
      for (const name of (await reader.read(folder)).folders) await walk(join(folder, name), at)
    } else if (part.includes('*')) {
      for (const name of (await reader.read(folder)).folders) {
        if (matchName(part, name)) await walk(join(folder, name), at + 1)
      }
    } else await walk(join(folder, part), at + 1)
  }
  await walk(parts.length === 0 ? dirname(root) : root, 0)
  return found
}

/** The folder that all of a glob's files lie below, and the glob from there on. */
export function splitGlob({ root, glob }: RootedGlob): { readonly folder: string; readonly rest: string } {
  if (glob === '') return { folder: dirname(root), rest: basename(root) }
  const parts = glob.split('/')
  const wild = parts.findIndex((part) => part.includes('*'))
  const first = wild < 0 ? parts.length - 1 : wild
  return { folder: join(root, ...parts.slice(0, first)), rest: parts.slice(first).join('/') }
}
