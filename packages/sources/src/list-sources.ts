import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type AgentPlaces, agentPlaces } from '@ses/agents'
import { isDatabaseName } from './find-databases.ts'
import { isTranscriptName } from './find-transcripts.ts'
import { createFolderReader } from './folder-reader.ts'
import { globFiles } from './glob-files.ts'
import { groupFiles } from './group-files.ts'
import { locationGlobs, type Machine } from './location-globs.ts'

/** What may be read as one transcript, or as a database of several; nothing of it has been looked into. */
export interface TranscriptSource {
  /** Absolute. */
  readonly path: string
  /** Other files that the same reader is to be fed with, in order, `path` among them; absent when `path` is the only one. */
  readonly parts?: readonly string[]
  /** True for a database of an agent, by its name. */
  readonly database?: true
}

/**
 * Lists what lies in the places where agents keep their transcripts, sub-agents' files as sources of their own. For scans that know
 * by the files' times what is new: `discoverTranscripts` reads both ends of every file, this reads none.
 */
export async function locateSources(
  options: Machine & {
    /** Default all built-in agents. */
    readonly agents?: readonly AgentPlaces[]
  },
): Promise<TranscriptSource[]> {
  const reader = createFolderReader()
  const files = new Set<string>()
  for (const { transcript } of options.agents ?? agentPlaces) {
    for (const rooted of transcript.locations.flatMap((location) => locationGlobs(location, options))) {
      for (const file of await globFiles(rooted, reader)) files.add(file)
    }
  }
  return sourcesOf([...files])
}

/** Lists what lies below directories, or is named itself. A path that is not there gives nothing. */
export async function listSources(paths: readonly string[]): Promise<TranscriptSource[]> {
  const files = new Set<string>()
  for (const path of paths) addFiles(resolve(path), files)
  return sourcesOf([...files])
}

/** Sub-agents of these two have files that are whole by themselves; finding out whose they are would mean to open each. */
const ALONE = /^(?:agent|rollout)-[^/\\]+\.jsonl$/

async function sourcesOf(files: readonly string[]): Promise<TranscriptSource[]> {
  const sources: TranscriptSource[] = []
  const grouped: string[] = []
  for (const path of files) {
    if (isDatabaseName(path)) sources.push({ path, database: true })
    else if (ALONE.test(basename(path))) sources.push({ path })
    else grouped.push(path)
  }
  for (const { path, parts, subagents } of await groupFiles(grouped)) {
    sources.push({ path, ...(parts === undefined ? {} : { parts }) })
    for (const { path: child, parts: own } of subagents) {
      sources.push({ path: child, ...(own === undefined ? {} : { parts: own }) })
    }
  }
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Folders that never hold transcripts of their own but may hold very many files. */
const CLOSED: ReadonlySet<string> = new Set(['node_modules', '.git', '.ses-logs'])
const MAX_DEPTH = 64

/** Synchronous: a scan of unchanged files spends most of its time here, and a promise per folder would double it. */
function addFiles(path: string, files: Set<string>): void {
  const linked = new Set<string>()
  const visit = (folder: string, depth: number): void => {
    for (const entry of entriesOf(folder)) {
      const child = join(folder, entry.name)
      const kind = entry.isSymbolicLink() ? statSync(child, { throwIfNoEntry: false }) : entry
      if (kind?.isFile() && isTranscriptName(child)) files.add(child)
      else if (kind?.isDirectory() && !CLOSED.has(entry.name) && depth < MAX_DEPTH) {
        // Links may lead in circles: no target is entered twice by one.
        const real = entry.isSymbolicLink() ? realpathSync(child) : undefined
        if (real !== undefined && linked.has(real)) continue
        if (real !== undefined) linked.add(real)
        visit(child, depth + 1)
      }
    }
  }
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) {
    linked.add(realpathSync(path))
    visit(path, 0)
  } else if (stat?.isFile()) files.add(path)
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
