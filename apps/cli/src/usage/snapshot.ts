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
}

const NAME = 'snapshot'

/** Texts are numbers into `names`, counted from 1; -1 stands for an absent number. */
interface PackedSnapshot {
  readonly signature: string
  readonly names: readonly string[]
  readonly rows: readonly (readonly number[])[]
}

/** The snapshot with this signature; undefined when the last scan had another. */
export function readSnapshot(user: string, signature: string): readonly UsageEntry[] | undefined {
  try {
    const packed = JSON.parse(readFileSync(join(user, 'usage', `${NAME}.json`), 'utf8')) as PackedSnapshot
    return packed.signature === signature ? packed.rows.map((row) => unpack(row, packed.names)) : undefined
  } catch {
    return undefined
  }
}

/** Replaces the snapshot. */
export function writeSnapshot(user: string, { signature, entries }: Snapshot): void {
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
  const rows = entries.map(({ agent, model, at, sessionId, project, usage, nanoUsd }) => [
    nameOf(agent),
    nameOf(model),
    nameOf(sessionId),
    nameOf(project),
    at ?? -1,
    nanoUsd ?? -1,
    usage.inputTokens,
    usage.cacheReadTokens,
    usage.cacheWriteTokens,
    usage.cacheWrite1hTokens,
    usage.outputTokens,
    usage.reasoningTokens,
    usage.webSearches,
  ])
  writeUsageDigest(user, NAME, { signature, names, rows } satisfies PackedSnapshot)
}

function unpack(row: readonly number[], names: readonly string[]): UsageEntry {
  const [agent, model, session, project, at, nanoUsd, input, read, write, write1h, output, reasoning, searches] =
    row as readonly [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  return {
    agent: names[agent - 1] ?? '',
    sessionId: names[session - 1] ?? '',
    usage: {
      inputTokens: input,
      cacheReadTokens: read,
      cacheWriteTokens: write,
      cacheWrite1hTokens: write1h,
      outputTokens: output,
      reasoningTokens: reasoning,
      webSearches: searches,
    },
    ...(model === 0 ? NOTHING : { model: names[model - 1] as string }),
    ...(project === 0 ? NOTHING : { project: names[project - 1] as string }),
    ...(at < 0 ? NOTHING : { at }),
    ...(nanoUsd < 0 ? NOTHING : { nanoUsd }),
  }
}

const NOTHING = Object.freeze({})
