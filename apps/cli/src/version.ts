import { readFileSync } from 'node:fs'

/** The version of the package this file is part of, in the source tree and in the bundle alike; its package.json lies one folder up. */
export function readVersion(file: string | URL = new URL('../package.json', import.meta.url)): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
  return version
}
