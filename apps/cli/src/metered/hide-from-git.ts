import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps the store out of `git status` and commits, without touching a file of the project. */
export function hideFromGit(folder: string): void {
  const path = join(folder, '.gitignore')
  if (existsSync(path)) return
  try {
    writeFileSync(path, '*\n', { mode: 0o600, flag: 'wx' })
  } catch {
    // Another process was faster, or the folder is nobody's to write to, which the first event will tell.
  }
}
