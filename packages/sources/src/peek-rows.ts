import { open } from 'node:fs/promises'

/** A JSON object of unknown content. */
export type PeekedRow = { readonly [key: string]: unknown }

/** Codex writes 20 kB of instructions into its first row. */
const HEAD_BYTES = 256 * 1024
const MAX_ROWS = 50

/** The first rows of a JSONL file that are whole objects, at most 50; none when it cannot be read. */
export async function peekRows(path: string): Promise<PeekedRow[]> {
  const head = await readHead(path).catch(() => undefined)
  if (head === undefined) return []
  const rows: PeekedRow[] = []
  const lines = head.split('\n')
  for (const line of lines.slice(0, MAX_ROWS)) {
    const row = objectIn(line)
    if (row !== undefined) rows.push(row)
  }
  return rows
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return new TextDecoder().decode(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

function objectIn(line: string): PeekedRow | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PeekedRow) : undefined
  } catch {
    return undefined
  }
}
