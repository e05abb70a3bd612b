import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const skipped = new Set(['node_modules', 'dist', 'fixtures', '.turbo'])

/** Paths, relative to `base` and with `/`, of every TypeScript file under the given folders; configs of tools, which want a default export, are left out. */
export function sourceFiles(base: string, folders: readonly string[]): string[] {
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(path)
      } else if (/\.[cm]?tsx?$/.test(entry.name) && !/\.(?:d|config)\.ts$/.test(entry.name)) found.push(path)
    }
  }
  for (const folder of folders) visit(folder)
  return found.sort()
}
