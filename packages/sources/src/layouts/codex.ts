import { basename, dirname } from 'node:path'
import { listFolder } from '../list-folder.ts'
import { mapConcurrently } from '../map-concurrently.ts'
import { type PeekedRow, peekRow } from '../peek-rows.ts'
import type { FileLayout } from './file-layout.ts'

const ROLLOUT = /^rollout-[^/\\]+\.jsonl$/
const PARALLEL = 16

/** Rollouts whose first `session_meta` names the thread that spawned them. */
export const codex: FileLayout = {
  agent: 'codex',
  relate: async (files) => {
    const rollouts = files.filter((file) => ROLLOUT.test(basename(file)))
    if (rollouts.length < 2) return []
    const threads = (await mapConcurrently(rollouts, PARALLEL, readThread)).filter((thread) => thread !== undefined)
    const byId = new Map(threads.map((thread) => [thread.id, thread.file]))
    return threads.flatMap(({ file, parentId, agentType }) => {
      const to = parentId === undefined ? undefined : byId.get(parentId)
      if (to === undefined || to === file) return []
      return [{ file, to, as: 'subagent' as const, ...(agentType === undefined ? {} : { agentType }) }]
    })
  },
  around: async (path) => (ROLLOUT.test(basename(path)) ? listFolder(dirname(path), (name) => ROLLOUT.test(name)) : []),
}

interface Thread {
  readonly file: string
  readonly id: string
  readonly parentId?: string
  readonly agentType?: string
}

/** Later `session_meta` rows are copies of other threads'. */
async function readThread(file: string): Promise<Thread | undefined> {
  const payload = objectOf((await peekRow(file, ({ type }) => type === 'session_meta'))?.['payload'])
  const id = payload?.['id']
  if (payload === undefined || typeof id !== 'string') return undefined
  const spawn = objectOf(objectOf(objectOf(payload['source'])?.['subagent'])?.['thread_spawn'])
  const parentId = spawn?.['parent_thread_id'] ?? payload['parent_thread_id']
  const agentType = spawn?.['agent_role'] ?? spawn?.['agent_path'] ?? payload['agent_path']
  return {
    file,
    id,
    ...(typeof parentId === 'string' && parentId !== id ? { parentId } : {}),
    // A path such as `/root/lister` names the agents above it too.
    ...(typeof agentType === 'string' && basename(agentType) !== '' ? { agentType: basename(agentType) } : {}),
  }
}

function objectOf(value: unknown): PeekedRow | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PeekedRow) : undefined
}
