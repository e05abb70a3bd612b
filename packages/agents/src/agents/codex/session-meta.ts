import type { SessionParent } from '@ses/model'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'

/** How a thread hangs together with others, as its own `session_meta` tells. */
export interface Kinship {
  /** True for a sub-agent's thread. */
  readonly isChild: boolean
  readonly parent?: SessionParent
  /** The thread whose history it goes on from, without being its sub-agent. */
  readonly forkedFrom?: string
}

/** Reads the kinship from a thread's own `session_meta`; a fork made to be a sub-agent is a sub-agent. */
export function kinshipOf(meta: JsonObject): Kinship {
  const source = objectOf(meta['source'])?.['subagent']
  const spawn = objectOf(objectOf(source)?.['thread_spawn'])
  const forkedFrom = stringOf(meta['forked_from_id'])
  const parentId = stringOf(meta['parent_thread_id']) ?? stringOf(spawn?.['parent_thread_id'])
  if (source === undefined && parentId === undefined && meta['thread_source'] !== 'subagent') {
    return { isChild: false, ...(forkedFrom === undefined ? {} : { forkedFrom }) }
  }
  const root = stringOf(meta['session_id'])
  const sessionId = parentId ?? (root === meta['id'] ? undefined : root) ?? forkedFrom ?? 'unknown'
  const path = stringOf(meta['agent_path']) ?? stringOf(spawn?.['agent_path'])
  const agentType =
    stringOf(meta['agent_role']) ??
    stringOf(spawn?.['agent_role']) ??
    path?.slice(path.lastIndexOf('/') + 1) ??
    stringOf(meta['agent_nickname']) ??
    stringOf(source) ??
    stringOf(objectOf(source)?.['other'])
  return { isChild: true, parent: { sessionId, ...(agentType === undefined ? {} : { agentType }) } }
}
