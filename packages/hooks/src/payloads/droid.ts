import { commonIdentity } from '../common-identity.ts'
import { kindsOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['SessionStart'],
  prompt: ['UserPromptSubmit'],
  tool: ['PreToolUse', 'PostToolUse'],
  turn_end: ['Stop'],
  session_end: ['SessionEnd'],
})

/** Factory droid: sources disagree on the spelling of its keys, so both are read. */
export const droid: PayloadForm = {
  agent: 'droid',
  identify: (payload, event) => commonIdentity(payload, kindOf(event, payload)),
  repeated: ['tool_response.originalFile'],
  projectVariable: 'FACTORY_PROJECT_DIR',
}
