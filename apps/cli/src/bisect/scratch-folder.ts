import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^ses-bisect-(\d+)-/

/** Makes a folder of this process below one for temporary files, and removes those of processes that were killed. */
export function makeScratch(temporary: string): string {
  removeLeftovers(temporary)
  return realpathSync(mkdtempSync(join(temporary, `ses-bisect-${process.pid}-`)))
}

/** Removes a folder and all in it; links are removed, not followed. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function removeLeftovers(temporary: string): void {
  for (const name of readdirSync(temporary)) {
    const owner = NAME.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    try {
      removeFolder(join(temporary, name))
    } catch {
      // Another user's.
    }
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
