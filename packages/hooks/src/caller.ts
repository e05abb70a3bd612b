import type { Payload } from './hook-identity.ts'
import { textOf } from './payload-fields.ts'
import { payloadForms } from './payloads/index.ts'

/**
 * The agent that made a call, where the call shows it; undefined where it does not. Cursor, Copilot and Qwen also run the hooks that were
 * registered for Claude Code: a call whose caller is not the agent it was registered for arrives a second time, or was never asked for.
 */
export function callerOf(
  payload: Payload,
  env: Readonly<Record<string, string | undefined>>,
  registeredFor: string,
): string | undefined {
  if (textOf(payload, 'cursor_version') !== undefined) return 'cursor'
  if (Object.hasOwn(payload, 'clineVersion')) return 'cline'
  const session = textOf(payload, 'session_id', 'sessionId')
  if (session !== undefined) {
    // Agents run agents: a variable may be left over from an outer one, so only the one that names this session tells.
    const named = payloadForms.find(
      ({ sessionVariable }) => sessionVariable !== undefined && env[sessionVariable] === session,
    )
    if (named !== undefined) return named.agent
  }
  if (registeredFor !== 'claude-code') return undefined
  const outer = env['CLAUDE_CODE_SESSION_ID']
  const claude = env['CLAUDECODE'] !== undefined && (outer === undefined || outer === '')
  if (env['COPILOT_CLI'] !== undefined && !claude) return 'copilot-cli'
  return undefined
}
