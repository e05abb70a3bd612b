import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'

/** A git object as it is stored. */
export interface StoredObject {
  readonly type: string
  readonly content: Buffer
}

/** Reads an object that has a file of its own; undefined: it is in a pack, or nowhere. */
export function readLoose(commonDir: string, id: string): StoredObject | undefined {
  try {
    const whole = inflateSync(readFileSync(pathOf(commonDir, id)))
    const end = whole.indexOf(0)
    return { type: whole.toString('latin1', 0, end).split(' ')[0] ?? '', content: whole.subarray(end + 1) }
  } catch {
    return undefined
  }
}

/** Writes an object of a SHA-1 repository; under another name first, so that no reader ever sees half of one. Returns its id. */
export function writeLoose(commonDir: string, type: 'blob' | 'tree' | 'commit', content: Uint8Array): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const id = createHash('sha1').update(whole).digest('hex')
  const path = pathOf(commonDir, id)
  if (existsSync(path)) return id
  mkdirSync(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `tmp_obj_${crypto.randomUUID()}`)
  writeFileSync(temporary, deflateSync(whole, { level: 1 }), { mode: 0o444 })
  renameSync(temporary, path)
  return id
}

function pathOf(commonDir: string, id: string): string {
  return join(commonDir, 'objects', id.slice(0, 2), id.slice(2))
}
