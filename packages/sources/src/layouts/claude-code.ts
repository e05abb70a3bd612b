import { readFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { listFolder } from '../list-folder.ts'
import { mapConcurrently } from '../map-concurrently.ts'
import { peekRow } from '../peek-rows.ts'
import { walkFiles } from '../walk-files.ts'
import type { FileLayout, FileRelation } from './file-layout.ts'

const AGENT_FILE = /^agent-[^/\\]+\.jsonl$/
const PARALLEL = 16

/** `agent-*.jsonl` at any depth below `<session>/subagents/` with its `.meta.json`; before 2.0.60 beside the session's file. */
export const claudeCode: FileLayout = {
  agent: 'claude-code',
  relate: async (files) => [...(await nested(files)), ...(await beside(files))],
  around: async (path) => {
    if (!path.endsWith('.jsonl') || isSubagent(path)) return []
    const below = join(path.slice(0, -'.jsonl'.length), 'subagents')
    const { files } = await walkFiles(below, isSubagent)
    return [...files, ...(await listFolder(dirname(path), (name) => AGENT_FILE.test(name)))]
  },
}

function isSubagent(path: string): boolean {
  return AGENT_FILE.test(basename(path))
}

const MARK = `${sep}subagents${sep}`

async function nested(files: readonly string[]): Promise<readonly FileRelation[]> {
  const all = new Set(files)
  const pairs: [file: string, to: string][] = []
  for (const file of files) {
    const at = isSubagent(file) ? file.lastIndexOf(MARK) : -1
    const to = `${file.slice(0, Math.max(0, at))}.jsonl`
    if (at > 0 && all.has(to)) pairs.push([file, to])
  }
  return mapConcurrently(pairs, PARALLEL, async ([file, to]) => ({
    file,
    to,
    as: 'subagent' as const,
    ...(await readMeta(file)),
  }))
}

/** The old layout: told by the session id in the rows, which the sub-agent shares. */
async function beside(files: readonly string[]): Promise<readonly FileRelation[]> {
  const agents = files.filter((file) => isSubagent(file) && !file.includes(MARK))
  if (agents.length === 0) return []
  const folders = new Set(agents.map((file) => dirname(file)))
  const mains = files.filter((file) => folders.has(dirname(file)) && file.endsWith('.jsonl') && !isSubagent(file))
  const names = await mapConcurrently(mains, PARALLEL, sessionIdOf)
  const bySession = new Map(mains.map((main, index) => [join(dirname(main), names[index] ?? ''), main]))
  const relations = await mapConcurrently(agents, PARALLEL, async (file) => {
    const id = await sessionIdOf(file)
    const to = id === undefined ? undefined : bySession.get(join(dirname(file), id))
    return to === undefined ? [] : [{ file, to, as: 'subagent' as const }]
  })
  return relations.flat()
}

async function sessionIdOf(path: string): Promise<string | undefined> {
  const row = await peekRow(path, ({ sessionId }) => typeof sessionId === 'string')
  return row?.['sessionId'] as string | undefined
}

async function readMeta(path: string): Promise<{ callId?: string; agentType?: string }> {
  try {
    const text = await readFile(path.replace(/\.jsonl$/, '.meta.json'), 'utf8')
    const { toolUseId, agentType } = JSON.parse(text) as { toolUseId?: unknown; agentType?: unknown }
    return {
      ...(typeof toolUseId === 'string' ? { callId: toolUseId } : {}),
      ...(typeof agentType === 'string' ? { agentType } : {}),
    }
  } catch {
    return {}
  }
}
