import { readFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { peekRows } from './peek-rows.ts'
import type { SubagentFile } from './transcript-file.ts'

const AGENT_FILE = /^agent-[^/\\]+\.jsonl$/

/** Whether a file's name is that of a Claude Code sub-agent's transcript. */
export function isClaudeSubagent(path: string): boolean {
  return AGENT_FILE.test(basename(path))
}

/** Where Claude Code keeps the sub-agents of a session's file. */
export function claudeSubagentFolder(path: string): string {
  return join(path.slice(0, -'.jsonl'.length), 'subagents')
}

/** The session file that a sub-agent's file below `<session>/subagents/` belongs to, whether or not it is there. */
export function claudeParentPath(path: string): string | undefined {
  const mark = `${sep}subagents${sep}`
  const at = path.lastIndexOf(mark)
  return at <= 0 ? undefined : `${path.slice(0, at)}.jsonl`
}

/** Session id in the first rows: before 2.0.60 a sub-agent's file lay beside its session's and shared its id. */
export async function claudeSessionId(path: string): Promise<string | undefined> {
  for (const row of await peekRows(path)) if (typeof row['sessionId'] === 'string') return row['sessionId']
  return undefined
}

/** Adds what the `.meta.json` beside a sub-agent's file tells. */
export async function describeClaudeSubagent(path: string): Promise<SubagentFile> {
  const name = `${basename(path, '.jsonl')}.meta.json`
  const text = await readFile(join(dirname(path), name), 'utf8').catch(() => '{}')
  let meta: unknown
  try {
    meta = JSON.parse(text)
  } catch {
    return { path }
  }
  const { toolUseId, agentType } = (meta ?? {}) as { toolUseId?: unknown; agentType?: unknown }
  return {
    path,
    ...(typeof toolUseId === 'string' ? { callId: toolUseId } : {}),
    ...(typeof agentType === 'string' ? { agentType } : {}),
  }
}
