import { commonIdentity } from '../common-identity.ts'
import { kindsOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['SessionStart'],
  prompt: ['UserPromptSubmit'],
  tool: ['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PostToolBatch', 'PermissionRequest'],
  turn_end: ['Stop', 'StopFailure'],
  session_end: ['SessionEnd'],
})

/** Qwen Code 0.24: fires the prompt event again after every batch of tools, with an empty prompt; no end event in headless runs. */
export const qwenCode: PayloadForm = {
  agent: 'qwen-code',
  identify: (payload, event) => {
    const kind = kindOf(event, payload)
    const again = kind === 'prompt' && payload['prompt'] === '' && !Object.hasOwn(payload, 'submitted_prompt')
    return commonIdentity(payload, again ? 'other' : kind)
  },
  repeated: ['tool_calls.*.tool_response', 'tool_calls.*.tool_input.content'],
  sessionVariable: 'QWEN_CODE_SESSION_ID',
  projectVariable: 'QWEN_PROJECT_DIR',
}
