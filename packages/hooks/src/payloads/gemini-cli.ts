import { commonIdentity } from '../common-identity.ts'
import { kindsOf } from '../payload-fields.ts'
import type { PayloadForm } from '../payload-form.ts'

const kindOf = kindsOf({
  start: ['SessionStart'],
  prompt: ['BeforeAgent'],
  tool: ['BeforeTool', 'AfterTool'],
  turn_end: ['AfterAgent'],
  session_end: ['SessionEnd'],
})

/** Gemini CLI 0.61: every model request carries the whole history, and sub-agents cannot be told from their parent. */
export const geminiCli: PayloadForm = {
  agent: 'gemini-cli',
  identify: (payload, event) => commonIdentity(payload, kindOf(event, payload)),
  repeated: ['llm_request.messages', 'llm_request.contents', 'llm_request.config', 'llm_request.tools'],
  sessionVariable: 'GEMINI_SESSION_ID',
  projectVariable: 'GEMINI_PROJECT_DIR',
}
