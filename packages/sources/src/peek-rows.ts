import { open } from 'node:fs/promises'

/** A JSON object of unknown content. */
export type PeekedRow = { readonly [key: string]: unknown }

/** Most first rows are short; Codex writes 20 kB of instructions into its first one. */
const FIRST_BYTES = 32 * 1024
const HEAD_BYTES = 256 * 1024
const MAX_ROWS = 50
const NEWLINE = 10

/**
 * The first row of a JSONL file that `wanted` accepts, among the first 50 lines and 256 KiB; undefined when there is none or the file
 * cannot be read. Reads no further than it needs to.
 */
export async function peekRow(path: string, wanted: (row: PeekedRow) => boolean): Promise<PeekedRow | undefined> {
  for (const bytes of [FIRST_BYTES, HEAD_BYTES]) {
    const head = await readHead(path, bytes)
    if (head === undefined) return undefined
    let start = 0
    for (let number = 0; number < MAX_ROWS && start < head.bytes.length; number++) {
      const end = head.bytes.indexOf(NEWLINE, start)
      const row = objectIn(head.bytes.toString('utf8', start, end < 0 ? head.bytes.length : end))
      if (row !== undefined && wanted(row)) return row
      if (end < 0) break
      start = end + 1
    }
    if (head.whole) return undefined
  }
  return undefined
}

/** The first 256 KiB of a file as text; undefined when it cannot be read. */
export async function peekText(path: string): Promise<string | undefined> {
  return (await readHead(path, HEAD_BYTES))?.bytes.toString('utf8')
}

async function readHead(path: string, bytes: number): Promise<{ bytes: Buffer; whole: boolean } | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(bytes), 0, bytes, 0)
      return { bytes: buffer.subarray(0, bytesRead), whole: bytesRead < bytes }
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

function objectIn(line: string): PeekedRow | undefined {
  // Takes a byte-order mark off, too.
  const text = line.trim()
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as PeekedRow
  } catch {
    return undefined
  }
}
