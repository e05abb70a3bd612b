import { commonIdentity } from '../common-identity.ts'
import { firstTextOf, kindsOf, textOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['sessionStart'],
  prompt: ['beforeSubmitPrompt'],
  tool: [
    'preToolUse',
    'postToolUse',
    'postToolUseFailure',
    'beforeShellExecution',
    'afterShellExecution',
    'beforeMCPExecution',
    'afterMCPExecution',
    'beforeReadFile',
    'afterFileEdit',
  ],
  turn_end: ['stop'],
  session_end: ['sessionEnd'],
})

/** Cursor: `cwd` is the shell's, so the first workspace folder comes before it; every payload holds the user's mail address. */
export const cursor: PayloadForm = {
  agent: 'cursor',
  identify: (payload, event) => {
    const known = commonIdentity(payload, kindOf(event, payload))
    const cwd = firstTextOf(payload, 'workspace_roots') ?? known.cwd
    const sessionId = textOf(payload, 'conversation_id', 'session_id', 'sessionId')
    const agentId = textOf(payload, 'subagent_id')
    const parentId = textOf(payload, 'parent_conversation_id')
    return {
      ...known,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(cwd === undefined ? {} : { cwd }),
      ...(agentId === undefined ? {} : { agentId }),
      ...(parentId === undefined ? {} : { parentId }),
    }
  },
  repeated: ['content', 'attachments.*.content'],
  personal: ['user_email'],
  projectVariable: 'CURSOR_PROJECT_DIR',
}
