import { commonIdentity } from '../common-identity.ts'
import { identity, kindsOf, textOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['SessionStart'],
  prompt: ['UserPromptSubmit'],
  tool: ['PreToolUse', 'PostToolUse', 'PermissionRequest'],
  turn_end: ['Stop', 'StopFailure', 'Interrupt'],
  session_end: ['SessionEnd'],
})

/** Codex 0.169: hooks, and `notify`, which knows only the end of a turn and repeats every prompt of the thread. */
export const codex: PayloadForm = {
  agent: 'codex',
  identify: (payload, event) => {
    const thread = textOf(payload, 'thread-id', 'thread_id')
    if (thread === undefined) return commonIdentity(payload, kindOf(event, payload))
    const kind = payload['type'] === 'agent-turn-complete' ? 'turn_end' : 'other'
    const fields = { transcriptPath: undefined, agentId: undefined, parentId: undefined, endReason: undefined }
    return identity(kind, { ...fields, sessionId: thread, cwd: textOf(payload, 'cwd') })
  },
  repeated: ['input-messages', 'input_messages'],
}
