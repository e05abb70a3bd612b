import { fstatSync, readSync, writeSync } from 'node:fs'
import { findPlaces } from './project.ts'
import { readLimits } from './statusline/read-limits.ts'
import { claimRefresh } from './statusline/refresh-spend.ts'
import { MAX_INPUT_BYTES, readStatusInput } from './statusline/status-input.ts'
import { statusLine } from './statusline/status-line.ts'
import { createStyle } from './terminal/style.ts'
import { readSpend } from './usage/spend.ts'

/** What the plain `ses statusline` needs to know of the world. */
export interface StatusHost {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * As the command, by the shortest way: it runs several times a minute, and the streams and commands that all others need take as long
 * to load as Node itself. Never throws. Answers whether what it knows of spending is due to be looked up anew.
 */
export function printStatusline(host: StatusHost): boolean {
  const places = findPlaces(host)
  const spend = readSpend(places.user)
  const line = statusLine(
    {
      input: readStatusInput(readStdin()),
      ...(spend === undefined ? {} : { spend }),
      limits: readLimits(places),
      day: localDay(new Date(host.now)),
      now: host.now,
    },
    createStyle(!host.env['NO_COLOR']),
  )
  try {
    writeSync(1, `${line}\n`)
  } catch {
    // Nobody reads it any more.
  }
  return claimRefresh(places.user, spend, host.now)
}

/** How long a pipe that has nothing to give yet is waited for. */
const PATIENCE_MS = 1000
const PAUSE_MS = 5

/** All of stdin; nothing of one that is a terminal, or longer than any status line's. */
function readStdin(): string {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    if (fstatSync(0).isCharacterDevice()) return ''
    for (let waited = 0; waited < PATIENCE_MS; ) {
      const part = Buffer.allocUnsafe(65_536)
      const got = readSome(part)
      if (got === 0) break
      if (got === undefined) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
        waited += PAUSE_MS
        continue
      }
      bytes += got
      if (bytes > MAX_INPUT_BYTES) return ''
      parts.push(part.subarray(0, got))
    }
  } catch {
    // A pipe that was closed at the other end; on Windows that is an error.
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Undefined for a pipe that is open and empty, where the parent made it one that does not wait. */
function readSome(part: Buffer): number | undefined {
  try {
    return readSync(0, part, 0, part.length, null)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
    throw error
  }
}

function localDay(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
