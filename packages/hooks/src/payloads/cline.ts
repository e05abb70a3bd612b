import { commonIdentity } from '../common-identity.ts'
import { firstTextOf, kindsOf, objectOf, textOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['TaskStart', 'TaskResume'],
  prompt: ['UserPromptSubmit'],
  tool: ['PreToolUse', 'PostToolUse', 'tool_call', 'tool_result'],
  turn_end: ['TaskComplete', 'TaskError', 'agent_end', 'agent_error'],
  session_end: ['SessionShutdown', 'TaskCancel'],
})

/** Cline 3.0: files are named after the root session; each agent in it, the main one too, has a task id of its own. */
export const cline: PayloadForm = {
  agent: 'cline',
  identify: (payload, event) => {
    const known = commonIdentity(payload, kindOf(event, payload))
    const child = known.parentId !== undefined
    const cwd =
      known.cwd ?? firstTextOf(payload, 'workspaceRoots') ?? textOf(objectOf(payload, 'workspaceInfo'), 'rootPath')
    const sessionId = textOf(objectOf(payload, 'sessionContext'), 'rootSessionId') ?? known.sessionId
    const { agentId, ...rest } = known
    return {
      ...rest,
      kind: child && known.kind !== 'tool' ? 'other' : known.kind,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(child && agentId !== undefined ? { agentId } : {}),
      ...(cwd === undefined ? {} : { cwd }),
    }
  },
  repeated: ['postToolUse.result'],
}
