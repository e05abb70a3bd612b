import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, sep } from 'node:path'
import { SesError } from '@ses/model'
import { nearestReal } from './install-places.ts'

/** A config file of somebody else's, as it is now. */
export interface ConfigFile {
  /** As it is addressed. */
  readonly path: string
  /** Where it really lies: a linked file is edited at the link's end, and the link stays. */
  readonly target: string
  /** Absent when there is no file. */
  readonly text?: string
  /** Permission bits; absent when there is no file. */
  readonly mode?: number
  readonly owner?: { readonly uid: number; readonly gid: number }
}

const MOST_BYTES = 16 * 1024 * 1024

/** Reads a file that is to be edited. Throws `SesError` `unsafe` for what is not ours to edit, `config_invalid` for what is not UTF-8. */
export function readConfigFile(path: string, roots: readonly string[]): ConfigFile {
  const target = targetOf(path, roots)
  const stat = target === undefined ? undefined : statOf(target)
  if (target === undefined || stat === undefined) return { path, target: path }
  if (!stat.isFile()) throw refused(path, stat.isDirectory() ? 'is a folder' : 'is not a regular file')
  if (stat.size > MOST_BYTES) throw refused(path, 'is larger than 16 MB')
  try {
    accessSync(target, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw refused(path, 'may not be changed by you', cause)
  }
  const text = decode(path, readFileSync(target))
  return { path, target, text, mode: stat.mode & 0o7777, owner: { uid: stat.uid, gid: stat.gid } }
}

/** Makes the folders above a file that are missing; returns them, outermost first. */
export function makeFoldersFor(path: string): readonly string[] {
  const folder = dirname(path)
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return []
  const made: string[] = []
  for (let each = folder; each.length >= first.length; each = dirname(each)) made.unshift(each)
  return made
}

/** Deletes a file and, where they are empty then, folders, innermost last in the list. */
export function deleteConfigFile(target: string, folders: readonly string[]): void {
  rmSync(target, { force: true })
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder)
    } catch {
      // Something of others is in it.
    }
  }
}

function targetOf(path: string, roots: readonly string[]): string | undefined {
  const stat = linkStat(path)
  if (stat === undefined) {
    if (!isWithin(nearestReal(path), roots)) throw refused(path, 'would lie outside the project and your home')
    return undefined
  }
  let target: string
  try {
    target = realpathSync(path)
  } catch (cause) {
    throw refused(path, 'is a link that leads nowhere', cause)
  }
  if (!isWithin(target, roots)) {
    throw refused(path, `is a link that leads out of the project and your home, to ${target}`)
  }
  return target
}

function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
}

function linkStat(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR') throw refused(path, 'needs a folder where a file is', cause)
    throw refused(path, `cannot be looked at (${code})`, cause)
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new SesError('config_invalid', `${path}: is not UTF-8`, { data: { file: path }, cause })
  }
}

function refused(path: string, why: string, cause?: unknown): SesError {
  return new SesError('unsafe', `${path} ${why}`, { data: { path }, cause })
}
