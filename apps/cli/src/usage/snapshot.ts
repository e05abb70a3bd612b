import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UsageEntry } from '@ses/pricing'
import { writeUsageDigest } from '@ses/store'

/**
 * What the last scan came to, counted once and priced: when neither a file nor a price has changed since, the next one has nothing
 * to do but to sum it up.
 */
export interface Snapshot {
  readonly signature: string
  readonly entries: readonly UsageEntry[]
  /** Files that are there and may not be read, or are no text. */
  readonly unreadable: readonly string[]
}

/** Of which files: those of this machine, or ones that were named; a look at the latter leaves the former's in place. */
export type SnapshotOf = 'all' | 'named'

const NAMES: Readonly<Record<SnapshotOf, string>> = { all: 'snapshot', named: 'snapshot-named' }
const COLUMNS = 13

/** Texts are numbers into `names`, counted from 1; -1 stands for an absent number. */
interface PackedSnapshot {
  readonly signature: string
  readonly unreadable: readonly string[]
  readonly names: readonly string[]
  /** The responses' numbers in one line, `COLUMNS` each: read in half the time of an array each. */
  readonly rows: readonly number[]
}

/** The snapshot with this signature; undefined when the last scan had another, and for one that is damaged. */
export function readSnapshot(user: string, of: SnapshotOf, signature: string): Omit<Snapshot, 'signature'> | undefined {
  try {
    const text = readFileSync(join(user, 'usage', `${NAMES[of]}.json`), 'utf8')
    // Told before the rest is parsed, for which there is no use when it differs.
    if (!text.startsWith(`{"signature":${JSON.stringify(signature)},`)) return undefined
    const packed = JSON.parse(text) as PackedSnapshot
    if (!isWhole(packed)) return undefined
    const { names, rows, unreadable } = packed
    const entries: UsageEntry[] = []
    for (let at = 0; at < rows.length; at += COLUMNS) entries.push(unpack(rows, at, names))
    return { entries, unreadable }
  } catch {
    return undefined
  }
}

/** Replaces the snapshot. */
export function writeSnapshot(user: string, of: SnapshotOf, { signature, entries, unreadable }: Snapshot): void {
  const names: string[] = []
  const known = new Map<string, number>()
  const nameOf = (text: string | undefined): number => {
    if (text === undefined) return 0
    let number = known.get(text)
    if (number === undefined) {
      number = names.push(text)
      known.set(text, number)
    }
    return number
  }
  const rows: number[] = []
  for (const { agent, model, at, sessionId, project, usage, nanoUsd } of entries) {
    rows.push(nameOf(agent), nameOf(model), nameOf(sessionId), nameOf(project), at ?? -1, nanoUsd ?? -1)
    rows.push(usage.inputTokens, usage.cacheReadTokens, usage.cacheWriteTokens, usage.cacheWrite1hTokens)
    rows.push(usage.outputTokens, usage.reasoningTokens, usage.webSearches)
  }
  writeUsageDigest(user, NAMES[of], { signature, unreadable, names, rows } satisfies PackedSnapshot)
}

function isWhole({ names, rows, unreadable }: PackedSnapshot): boolean {
  return (
    rows.length % COLUMNS === 0 &&
    rows.every((number) => typeof number === 'number') &&
    names.every((name) => typeof name === 'string') &&
    unreadable.every((path) => typeof path === 'string')
  )
}

function unpack(rows: readonly number[], start: number, names: readonly string[]): UsageEntry {
  const number = (column: number): number => rows[start + column] as number
  const model = number(1)
  const project = number(3)
  const at = number(4)
  const nanoUsd = number(5)
  return {
    agent: names[number(0) - 1] ?? '',
    sessionId: names[number(2) - 1] ?? '',
    usage: {
      inputTokens: number(6),
      cacheReadTokens: number(7),
      cacheWriteTokens: number(8),
      cacheWrite1hTokens: number(9),
      outputTokens: number(10),
      reasoningTokens: number(11),
      webSearches: number(12),
    },
    ...(model === 0 ? NOTHING : { model: names[model - 1] as string }),
    ...(project === 0 ? NOTHING : { project: names[project - 1] as string }),
    ...(at < 0 ? NOTHING : { at }),
    ...(nanoUsd < 0 ? NOTHING : { nanoUsd }),
  }
}

const NOTHING = Object.freeze({})
