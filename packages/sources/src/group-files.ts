import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  claudeParentPath,
  claudeSessionId,
  claudeSubagentFolder,
  describeClaudeSubagent,
  isClaudeSubagent,
} from './claude-subagents.ts'
import { groupRollouts, isRollout, rankRollout } from './codex-subagents.ts'
import { mapConcurrently } from './map-concurrently.ts'
import type { SubagentFile } from './transcript-file.ts'
import { walkFiles } from './walk-files.ts'

/** Sub-agents' files by the path of their session's file, in the order of the files. */
export type FileGroups = Map<string, readonly SubagentFile[]>

const PARALLEL = 16

/** Puts sub-agents' files with the session they belong to; one whose session is not among the files stands for itself. */
export async function groupFiles(files: readonly string[]): Promise<FileGroups> {
  const parents = new Map([...(await claudeParents(files)), ...(await codexParents(files))])
  const groups = new Map<string, SubagentFile[]>()
  for (const file of files) if (!parents.has(file)) groups.set(file, [])
  for (const [file, { parent, subagent }] of [...parents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const group = groups.get(parent)
    if (group === undefined) groups.set(file, [])
    else group.push(subagent)
  }
  return groups
}

/** The sub-agents' files of one session, looked for in the places where its agent puts them. */
export async function subagentsBeside(path: string): Promise<readonly SubagentFile[]> {
  const files = [path]
  if (isRollout(path)) files.push(...(await siblings(path, isRollout)))
  else if (path.endsWith('.jsonl') && !isClaudeSubagent(path)) {
    files.push(...(await walkFiles(claudeSubagentFolder(path), isClaudeSubagent)).files)
    files.push(...(await siblings(path, isClaudeSubagent)))
  }
  return files.length === 1 ? [] : ((await groupFiles(files)).get(path) ?? [])
}

interface Kinship {
  readonly parent: string
  readonly subagent: SubagentFile
}

async function claudeParents(files: readonly string[]): Promise<Map<string, Kinship>> {
  const all = new Set(files)
  const kin = new Map<string, Kinship>()
  const legacy: string[] = []
  for (const file of files) {
    if (!isClaudeSubagent(file)) continue
    const parent = claudeParentPath(file)
    if (parent === undefined) legacy.push(file)
    else if (all.has(parent)) kin.set(file, { parent, subagent: await describeClaudeSubagent(file) })
  }
  if (legacy.length === 0) return kin
  const folders = new Set(legacy.map((file) => dirname(file)))
  const mains = files.filter((file) => folders.has(dirname(file)) && file.endsWith('.jsonl') && !isClaudeSubagent(file))
  const bySession = new Map<string, string>()
  const ids = await mapConcurrently(mains, PARALLEL, claudeSessionId)
  for (const [index, id] of ids.entries())
    bySession.set(join(dirname(mains[index] as string), id ?? ''), mains[index] as string)
  for (const file of legacy) {
    const parent = bySession.get(join(dirname(file), (await claudeSessionId(file)) ?? ''))
    if (parent !== undefined) kin.set(file, { parent, subagent: { path: file } })
  }
  return kin
}

async function codexParents(files: readonly string[]): Promise<Map<string, Kinship>> {
  const kin = new Map<string, Kinship>()
  const rollouts = files.filter(isRollout)
  if (rollouts.length < 2) return kin
  const ranks = await mapConcurrently(rollouts, PARALLEL, rankRollout)
  for (const [parent, group] of groupRollouts(ranks.filter((rank) => rank !== undefined))) {
    for (const { path, agentType } of group) {
      kin.set(path, { parent, subagent: { path, ...(agentType === undefined ? {} : { agentType }) } })
    }
  }
  return kin
}

async function siblings(path: string, wanted: (path: string) => boolean): Promise<string[]> {
  const folder = dirname(path)
  const names = await readdir(folder).catch(() => [])
  return names.map((name) => join(folder, name)).filter((file) => file !== path && wanted(file))
}
