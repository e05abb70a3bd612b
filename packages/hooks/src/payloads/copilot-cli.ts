import { commonIdentity } from '../common-identity.ts'
import { kindsOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['sessionStart'],
  prompt: ['userPromptSubmitted', 'UserPromptSubmit'],
  tool: ['preToolUse', 'postToolUse', 'postToolUseFailure', 'permissionRequest', 'preMcpToolCall'],
  turn_end: ['agentStop', 'Stop'],
  session_end: ['sessionEnd'],
})

/** Copilot CLI 1.0: a sub-agent speaks under an id of its own and names its parent; its events belong to the parent's session. */
export const copilotCli: PayloadForm = {
  agent: 'copilot-cli',
  identify: (payload, event) => {
    const known = commonIdentity(payload, kindOf(event, payload))
    const { agentId, parentId, sessionId, kind } = known
    if (agentId === undefined) return known
    return {
      ...known,
      kind: kind === 'tool' ? 'tool' : 'other',
      ...(sessionId === agentId && parentId !== undefined ? { sessionId: parentId } : {}),
    }
  },
  repeated: ['transformedPrompt', 'transformed_prompt'],
  projectVariable: 'COPILOT_PROJECT_DIR',
}
