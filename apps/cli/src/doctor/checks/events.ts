import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { count } from '../../terminal/amounts.ts'
import type { Check } from '../check.ts'
import { recordedFolders } from '../recorded-folders.ts'

const NEWLINE = 10
/** A last line without its end is one that is being written, for as long as that may take. */
const WRITING_MS = 10_000

/** Every line of every events.jsonl. They are never rewritten: a broken line stays, and readers pass over it. */
export const events: Check = {
  id: 'events',
  title: 'Every recorded event can be read',
  inspect: async ({ store, host }) => {
    let lines = 0
    const folders: string[] = []
    for (const { folder, changedAt } of recordedFolders(store)) {
      const bytes = readFileSync(join(store.directory, folder, 'events.jsonl'))
      const broken = brokenLines(bytes, host.now() - changedAt > WRITING_MS)
      lines += broken
      if (broken > 0) folders.push(folder)
    }
    if (lines === 0) return []
    return [
      {
        severity: 'warning',
        title: `${count(lines, 'line')} of events.jsonl cannot be read, in ${folders.slice(0, 3).join(', ')}`,
        cause: 'The disk was full, or a process was killed while it wrote: that event is lost. All others are read.',
        fix: 'nothing; the transcript, where there is one, tells the same',
      },
    ]
  },
}

function brokenLines(bytes: Buffer, isAtRest: boolean): number {
  let broken = 0
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start)
    if (end < 0 && !isAtRest) break
    const stop = end < 0 ? bytes.length : end
    if (stop > start && !isEvent(bytes.toString('utf8', start, stop))) broken += 1
    start = stop + 1
  }
  return broken
}

function isEvent(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
