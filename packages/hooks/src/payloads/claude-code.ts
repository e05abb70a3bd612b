import { commonIdentity } from '../common-identity.ts'
import { kindsOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['SessionStart'],
  prompt: ['UserPromptSubmit'],
  tool: ['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch', 'PermissionRequest', 'PermissionDenied'],
  turn_end: ['Stop', 'StopFailure'],
  session_end: ['SessionEnd'],
})

/** Claude Code 2.1: a sub-agent acts under the session of its parent and adds `agent_id`. */
export const claudeCode: PayloadForm = {
  agent: 'claude-code',
  identify: (payload, event) => commonIdentity(payload, kindOf(event, payload)),
  repeated: [
    'tool_response.originalFile',
    'tool_response.file.content',
    'tool_calls.*.tool_response',
    'tool_calls.*.tool_input.content',
  ],
  sessionVariable: 'CLAUDE_CODE_SESSION_ID',
  projectVariable: 'CLAUDE_PROJECT_DIR',
}
