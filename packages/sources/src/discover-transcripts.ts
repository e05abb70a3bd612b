import { type AgentPlaces, agentPlaces } from '@ses/agents'
import { type FindOptions, type FoundTranscripts, groupsOf, lookAt } from './find-transcripts.ts'
import { createFolderReader } from './folder-reader.ts'
import { globFiles, splitGlob } from './glob-files.ts'
import { locationGlobs, type Machine } from './location-globs.ts'
import type { SkippedPath } from './skipped-path.ts'
import type { TranscriptFile } from './transcript-file.ts'

export interface DiscoverOptions extends Machine, FindOptions {
  /** Whose transcripts to look for; default all built-in agents'. */
  readonly agents?: readonly AgentPlaces[]
}

/** The transcripts of a machine, each with its agent, and the folders they lie in. */
export interface DiscoveredTranscripts extends FoundTranscripts {
  /** Folders that are there; new transcripts appear below them. */
  readonly folders: readonly string[]
}

/**
 * Looks in the places where each agent keeps its transcripts on this machine, agents in their order. Only folders that a place names are
 * read, and each once. Never throws: what cannot be read is in `skipped`.
 */
export async function discoverTranscripts(options: DiscoverOptions): Promise<DiscoveredTranscripts> {
  const { agents = agentPlaces, wanted = () => true } = options
  const reader = createFolderReader()
  const folders = new Set<string>()
  const taken = new Set<string>()
  const transcripts: TranscriptFile[] = []
  const skipped: SkippedPath[] = []
  let refused = 0
  for (const { id, transcript } of agents) {
    const files = new Set<string>()
    for (const rooted of transcript.locations.flatMap((location) => locationGlobs(location, options))) {
      const { folder, rest } = splitGlob(rooted)
      const real = await reader.real(folder)
      if (real === undefined) continue
      // Two places may be one by a link, or by two variables that agree.
      const key = `${real} ${rest}`
      if (taken.has(key)) continue
      taken.add(key)
      folders.add(folder)
      for (const file of await globFiles(rooted, reader)) files.add(file)
    }
    const found = await lookAt(await groupsOf([...files].filter(wanted)), options)
    transcripts.push(...found.transcripts.map((file) => ({ ...file, agent: id })))
    skipped.push(...[...found.skipped, ...reader.skipped.slice(refused)].map((skip) => ({ ...skip, agent: id })))
    refused = reader.skipped.length
  }
  return { transcripts, skipped, folders: [...folders] }
}
