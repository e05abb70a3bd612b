import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HookIdentity } from '@ses/hooks'
import type { LogHost } from './log-host.ts'
import { startWorker } from './start-worker.ts'

/** In the log folder, put there by `ses enable --checkpoint`. */
const MARKER = '.checkpoint'

/**
 * Starts the worker that takes a snapshot before a prompt is worked on and after a turn has ended, where the project asks for them. An agent
 * needs longer for its first edit than the worker for the files. What sub-agents do belongs to the turn that started them.
 */
export async function startSnapshot(
  host: LogHost,
  logs: string,
  folder: string,
  identity: HookIdentity,
): Promise<void> {
  const { kind, agentId, cwd = host.cwd } = identity
  const wanted = kind === 'prompt' || kind === 'turn_end' || kind === 'session_end'
  if (!wanted || agentId !== undefined || !existsSync(join(logs, MARKER))) return
  const moment = kind === 'prompt' ? 'prompt' : 'turn-end'
  startWorker(host, ['snapshot', folder, moment, String(host.now())], existsSync(cwd) ? cwd : host.cwd)
}
