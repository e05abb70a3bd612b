import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../repository.ts'

/** Old commits by the commit that took their place. */
export type Rewrites = ReadonlyMap<string, readonly string[]>

/** So much of the end of a reflog is read: some 10 000 entries. */
const MOST_BYTES = 2 * 1024 * 1024

/** What HEAD's reflog knows of `git commit --amend`; rebases are told by git's post-rewrite hook only. */
export function reflogRewrites({ gitDir }: Repository): Rewrites {
  const rewrites = new Map<string, string[]>()
  for (const line of tailOf(join(gitDir, 'logs/HEAD')).split('\n')) {
    const [old = '', made = ''] = line.slice(0, 140).split(' ')
    if (/\tcommit \(amend\):/.test(line)) add(rewrites, old, made)
  }
  return rewrites
}

/** What git tells a post-rewrite hook: a line `<old> <new>` for each commit. */
export function parseRewrites(text: string): Rewrites {
  const rewrites = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [old = '', made = ''] = line.trim().split(' ')
    add(rewrites, old, made)
  }
  return rewrites
}

function add(rewrites: Map<string, string[]>, old: string, made: string): void {
  const isId = (id: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) && !/^0+$/.test(id)
  if (isId(old) && isId(made) && old !== made) rewrites.set(made, [...(rewrites.get(made) ?? []), old])
}

function tailOf(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return ''
  }
  try {
    const { size } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, MOST_BYTES))
    const read = readSync(file, buffer, 0, buffer.length, size - buffer.length)
    return buffer.toString('utf8', 0, read)
  } finally {
    closeSync(file)
  }
}
