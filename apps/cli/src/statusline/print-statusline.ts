import { fstatSync, readFileSync, writeSync } from 'node:fs'
import { findPlaces } from '../project.ts'
import { createStyle } from '../terminal/style.ts'
import { readSpend } from '../usage/spend.ts'
import { readLimits } from './read-limits.ts'
import { readStatusInput } from './status-input.ts'
import { statusLine } from './status-line.ts'

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
 * to load as Node itself. Never throws.
 */
export function printStatusline(host: StatusHost): void {
  const places = findPlaces(host)
  const spend = readSpend(places.user)
  const line = statusLine(
    {
      input: readStatusInput(readStdin()),
      ...(spend === undefined ? {} : { spend }),
      limits: readLimits(places),
      day: localDay(new Date(host.now)),
    },
    createStyle(!host.env['NO_COLOR']),
  )
  try {
    writeSync(1, `${line}\n`)
  } catch {
    // Nobody reads it any more.
  }
}

function readStdin(): string {
  try {
    return fstatSync(0).isCharacterDevice() ? '' : readFileSync(0, 'utf8')
  } catch {
    return ''
  }
}

function localDay(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
