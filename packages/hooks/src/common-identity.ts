import type { HookIdentity, HookKind, Payload } from './hook-identity.ts'
import { firstTextOf, identity, textOf } from './payload-fields.ts'

/** Reads the keys that agents have in common, in both spellings; whoever speaks otherwise has a reader of its own. */
export function commonIdentity(payload: Payload, kind: HookKind): HookIdentity {
  return identity(kind, {
    sessionId: textOf(
      payload,
      'session_id',
      'sessionId',
      'sessionID',
      'conversation_id',
      'conversationId',
      'thread_id',
      'thread-id',
      'threadId',
      'taskId',
      'task_id',
    ),
    transcriptPath: textOf(payload, 'transcript_path', 'transcriptPath'),
    cwd: textOf(payload, 'cwd', 'directory') ?? firstTextOf(payload, 'workspace_roots'),
    agentId: textOf(payload, 'agent_id', 'agentId'),
    parentId: textOf(payload, 'parent_session_id', 'parentSessionId', 'parent_agent_id', 'parentAgentId'),
    endReason: kind === 'session_end' ? textOf(payload, 'reason', 'end_reason', 'final_status') : undefined,
  })
}
