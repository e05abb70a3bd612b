import { commonIdentity } from './common-identity.ts'
import type { HookIdentity, Payload } from './hook-identity.ts'
import { kindsOf } from './payload-fields.ts'
import type { PayloadForm } from './payload-form.ts'
import { payloadForms } from './payloads/index.ts'

/** The form of an agent's payloads; for one that is not known, a form that reads the keys agents have in common. */
export function payloadForm(agent: string): PayloadForm {
  return payloadForms.find((form) => form.agent === agent) ?? { ...anyAgent, agent }
}

/** Tells whose and what a hook call is; `event` is the name it was registered under. Total over any object. */
export function identifyHook(agent: string, payload: Payload, event: string): HookIdentity {
  return payloadForm(agent).identify(payload, event)
}

const kindOf = kindsOf({
  start: ['SessionStart', 'agentSpawn', 'TaskStart'],
  prompt: ['UserPromptSubmit', 'userPromptSubmitted', 'beforeSubmitPrompt', 'BeforeAgent', 'pre_user_prompt'],
  tool: ['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'BeforeTool', 'AfterTool'],
  turn_end: ['Stop', 'StopFailure', 'AfterAgent', 'agentStop'],
  session_end: ['SessionEnd', 'SessionShutdown'],
})

const anyAgent: Omit<PayloadForm, 'agent'> = {
  identify: (payload, event) => commonIdentity(payload, kindOf(event, payload)),
}
