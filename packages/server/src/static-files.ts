import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** A file of the page, in memory. */
export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly etag: string
  /** Its name changes with its content. */
  readonly immutable: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Reads all files of a folder by their path in an address; a folder that is not there has none. What is not in the answer is not served, so
 * that no path leads anywhere else. Links are not followed.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  const walk = (path: string, address: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const type = TYPES[extname(entry.name)]
      if (entry.isDirectory()) walk(join(path, entry.name), `${address}/${entry.name}`)
      else if (entry.isFile() && type !== undefined) {
        const bytes = new Uint8Array(readFileSync(join(path, entry.name)))
        const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
        files.set(`${address}/${entry.name}`, { bytes, type, etag, immutable: address.startsWith('/assets') })
      }
    }
  }
  try {
    walk(folder, '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return files
}
