import { readFileSync } from 'node:fs'

/** The version of the package this file is part of, in the source tree and in the bundle alike. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}
