import type { FileRelation } from './layouts/file-layout.ts'
import { fileLayouts } from './layouts/index.ts'
import type { SubagentFile } from './transcript-file.ts'

/** The files of one session. */
export interface FileGroup {
  readonly path: string
  /** In the order to read them; absent when `path` is the only one. */
  readonly parts?: readonly string[]
  readonly subagents: readonly SubagentFile[]
}

/** Puts parts and sub-agents' files with the session they belong to; one whose session is not among the files stands for itself. */
export async function groupFiles(files: readonly string[]): Promise<readonly FileGroup[]> {
  const relations = new Map<string, FileRelation>()
  for (const { relate } of fileLayouts) {
    for (const relation of await relate(files)) {
      if (!relations.has(relation.file) && relation.to !== relation.file) relations.set(relation.file, relation)
    }
  }
  return arrange(files, withoutCircles(relations))
}

/** The group of a file that was named alone, found by looking where its agent would have put the others. */
export async function groupAround(path: string): Promise<FileGroup> {
  const around = new Set([path])
  for (const layout of fileLayouts) for (const file of await layout.around(path)) around.add(file)
  if (around.size === 1) return { path, subagents: [] }
  const groups = await groupFiles([...around])
  const own = groups.find((group) => group.path === path || group.parts?.includes(path))
  // A sub-agent, or an older state, that was asked for by name is taken as it is.
  return own ?? { path, subagents: [] }
}

/** Files that belong to each other in a circle have no first one: each stands for itself. */
function withoutCircles(relations: Map<string, FileRelation>): ReadonlyMap<string, FileRelation> {
  const settled = new Set<string>()
  for (const start of relations.keys()) {
    const way: string[] = []
    const seen = new Set<string>()
    let file: string | undefined = start
    while (file !== undefined && !settled.has(file) && !seen.has(file)) {
      seen.add(file)
      way.push(file)
      file = relations.get(file)?.to
    }
    if (file !== undefined && seen.has(file)) for (const part of way.slice(way.indexOf(file))) relations.delete(part)
    for (const each of way) settled.add(each)
  }
  return relations
}

function arrange(files: readonly string[], relations: ReadonlyMap<string, FileRelation>): readonly FileGroup[] {
  const before = new Map<string, string[]>()
  const after = new Map<string, string[]>()
  const subagents = new Map<string, FileRelation[]>()
  for (const relation of relations.values()) {
    if (relation.as === 'before') add(before, relation.to, relation.file)
    else if (relation.as === 'after') add(after, relation.to, relation.file)
    else if (relation.as === 'subagent') add(subagents, rootOf(relation.to, relations), relation)
  }
  const collect = (file: string): string[] => [
    ...(before.get(file) ?? []).flatMap(collect),
    file,
    ...(after.get(file) ?? []).flatMap(collect),
  ]
  const partsOf = (file: string): { parts?: readonly string[] } =>
    before.has(file) || after.has(file) ? { parts: collect(file) } : {}
  return files
    .filter((file) => !relations.has(file))
    .map((path) => ({
      path,
      ...partsOf(path),
      subagents: (subagents.get(path) ?? [])
        .sort((a, b) => (a.file < b.file ? -1 : 1))
        .map(({ file, callId, agentType }) => ({
          path: file,
          ...partsOf(file),
          ...(callId === undefined ? {} : { callId }),
          ...(agentType === undefined ? {} : { agentType }),
        })),
    }))
}

function rootOf(file: string, relations: ReadonlyMap<string, FileRelation>): string {
  let root = file
  for (let next = relations.get(root); next !== undefined; next = relations.get(root)) root = next.to
  return root
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
