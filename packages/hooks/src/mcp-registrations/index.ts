import type { HookRegistration } from '../registration.ts'
import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import { copilotCli } from './copilot-cli.ts'
import { cursor } from './cursor.ts'
import { geminiCli } from './gemini-cli.ts'
import { opencode } from './opencode.ts'
import { qwenCode } from './qwen-code.ts'

/** How each agent is told of the MCP server of ses; those that are not here are registered by hand. */
export const mcpRegistrations: readonly HookRegistration[] = [
  claudeCode,
  codex,
  geminiCli,
  opencode,
  cursor,
  qwenCode,
  copilotCli,
]
