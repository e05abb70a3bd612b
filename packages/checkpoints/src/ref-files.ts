import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { SesError } from '@ses/model'
import type { Ref } from './backend.ts'

const ID = /^[0-9a-f]{40}/

/** Refs of exactly these names, and all below those that end in `/`. */
export function readRefFiles(commonDir: string, names: readonly string[]): Ref[] {
  const found = new Map<string, string>()
  const asked = (name: string): boolean =>
    names.some((wanted) => wanted === name || (wanted.endsWith('/') && name.startsWith(wanted)))
  for (const [name, commit] of packedRefs(commonDir)) if (asked(name)) found.set(name, commit)
  for (const name of names.flatMap((wanted) => looseNames(commonDir, wanted))) {
    const commit = ID.exec(readIfAny(join(commonDir, name)))?.[0]
    if (commit !== undefined) found.set(name, commit)
  }
  return [...found].map(([name, commit]) => ({ name, commit }))
}

/** As git does it: a lock file that cannot exist twice, compare, rename. */
export function moveRefFile(commonDir: string, name: string, from: string | null, to: string | null): boolean {
  const path = join(commonDir, name)
  const lock = `${path}.lock`
  mkdirSync(dirname(path), { recursive: true })
  take(lock)
  try {
    const now = readRefFiles(commonDir, [name])[0]?.commit ?? null
    if (now !== from) return false
    if (to === null) {
      removePacked(commonDir, name)
      rmSync(path, { force: true })
    } else {
      writeDurably(lock, `${to}\n`)
      renameSync(lock, path)
    }
    return true
  } finally {
    rmSync(lock, { force: true })
  }
}

function looseNames(commonDir: string, wanted: string): string[] {
  if (!wanted.endsWith('/')) return [wanted]
  const folder = wanted.slice(0, -1)
  if (statSync(join(commonDir, folder), { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(join(commonDir, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return looseNames(commonDir, `${wanted}${entry.name}/`)
    return entry.name.endsWith('.lock') ? [] : [wanted + entry.name]
  })
}

function packedRefs(commonDir: string): [name: string, commit: string][] {
  return readIfAny(join(commonDir, 'packed-refs'))
    .split('\n')
    .filter((line) => ID.test(line))
    .map((line) => [line.slice(41), line.slice(0, 40)])
}

function removePacked(commonDir: string, name: string): void {
  const path = join(commonDir, 'packed-refs')
  const lines = readIfAny(path).split('\n')
  const kept = lines.filter((line) => !(ID.test(line) && line.slice(41) === name))
  if (kept.length === lines.length) return
  take(`${path}.lock`)
  writeFileSync(`${path}.lock`, kept.join('\n'))
  renameSync(`${path}.lock`, path)
}

/** A ref that is empty after a power cut would stop every git command. */
function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'w')
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function take(lock: string): void {
  try {
    closeSync(openSync(lock, 'wx'))
  } catch (cause) {
    throw new SesError('locked', lock, { data: { path: lock }, cause })
  }
}

function readIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
