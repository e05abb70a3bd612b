import { resolve } from 'node:path'
import { type Agent, agents } from '@ses/agents'
import { SesError } from '@ses/model'
import {
  type DiscoveredTranscripts,
  discoverTranscripts,
  type ExpiringTranscript,
  type FindOptions,
  findExpiring,
  findTranscripts,
  isTranscriptName,
  matchGlob,
} from '@ses/sources'
import type { Context } from '../context.ts'

/** Which transcripts to take. */
export interface TranscriptChoice {
  /** Named files and directories; without any, the folders of the agents are searched. */
  readonly paths: readonly string[]
  readonly agent?: string
  /** Of the file's name, or with separators of the end of its path. */
  readonly pattern?: string
  /** Only what has not changed for so long. */
  readonly minAgeMs?: number
}

/** What there is to take, and what of it its agent will delete soon. */
export interface ChosenTranscripts extends DiscoveredTranscripts {
  /** Absolute paths that were named. */
  readonly named: ReadonlySet<string>
  readonly expiring: readonly ExpiringTranscript[]
}

const ANNOUNCED_DAYS = 7

/** Looks for transcripts as they were asked for. Throws `usage` for an agent that is not known. */
export async function chooseTranscripts(
  { host }: Context,
  { paths, agent, pattern, minAgeMs }: TranscriptChoice,
  options: FindOptions,
): Promise<ChosenTranscripts> {
  const named = new Set(paths.map((path) => resolve(host.cwd, path)))
  const machine = { env: host.env, home: host.home, platform: process.platform }
  const fits = (path: string): boolean => pattern === undefined || matchGlob(pattern, path)
  const found: DiscoveredTranscripts =
    named.size === 0
      ? await discoverTranscripts({ ...options, ...machine, agents: agentsOf(agent), wanted: fits })
      : {
          ...(await findTranscripts([...named], {
            ...options,
            wanted: (path) => isTranscriptName(path) && fits(path),
          })),
          folders: [],
        }
  const now = host.now()
  const isOld = (changedAt: number): boolean => minAgeMs === undefined || now - changedAt >= minAgeMs
  const transcripts = found.transcripts.filter(({ fingerprint }) => isOld(fingerprint.mtimeMs))
  const expiring = await findExpiring(found.transcripts, machine, { now, withinDays: ANNOUNCED_DAYS })
  return { ...found, transcripts, named, expiring }
}

/** The record of an agent, or those of all. Throws `usage` for one that is not known. */
export function agentsOf(id: string | undefined): readonly Agent[] {
  if (id === undefined) return agents
  const agent = agents.find((each) => each.id === id)
  if (agent !== undefined) return [agent]
  throw new SesError('usage', `no agent is called ${id}; known are ${agents.map((each) => each.id).join(', ')}`)
}
