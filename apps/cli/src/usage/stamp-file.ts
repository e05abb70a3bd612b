import { type Stats, statSync } from 'node:fs'
import type { TranscriptSource } from '@ses/sources'
import type { FileStamp } from '@ses/store'

/** A source that is there, as it was when it was looked at. */
export interface StampedSource extends TranscriptSource {
  readonly stamp: FileStamp
}

/** Kernels note times by their tick, 10 ms at most: a file changed later than this before it was read may change unseen. */
const TICK_MS = 20

export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): FileStamp {
  return { size, mtimeMs, ctimeMs, ino }
}

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino
}

/** Whether a file read at that moment (epoch milliseconds) could change again without another time to show for it. */
export function isRacy({ mtimeMs, ctimeMs }: FileStamp, readAt: number): boolean {
  return readAt - Math.max(mtimeMs, ctimeMs) < TICK_MS
}

/** Looks at sources without reading them; those that are gone are left out. */
export function stampSources(sources: readonly TranscriptSource[]): StampedSource[] {
  return sources.flatMap((source) => {
    const stamp = stampSource(source)
    return stamp === undefined ? [] : [{ ...source, stamp }]
  })
}

/** One stamp for all files of a source: of several each number is a sum, so that a change of any of them shows. */
function stampSource({ path, parts, database }: TranscriptSource): FileStamp | undefined {
  const own = statOf(path)
  if (own === undefined) return undefined
  // A database changes in its log first.
  const others = database === true ? [`${path}-wal`] : (parts ?? []).filter((part) => part !== path)
  return others.reduce<FileStamp>((sum, other) => {
    const stat = statOf(other)
    if (stat === undefined) return sum
    return {
      size: sum.size + stat.size,
      mtimeMs: sum.mtimeMs + stat.mtimeMs,
      ctimeMs: sum.ctimeMs + stat.ctimeMs,
      ino: sum.ino + stat.ino,
    }
  }, stampOf(own))
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
