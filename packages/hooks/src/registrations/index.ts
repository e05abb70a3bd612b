import type { HookRegistration } from '../registration.ts'
import { claudeCode } from './claude-code.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { copilotCli } from './copilot-cli.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import { geminiCli } from './gemini-cli.ts'
import { opencode } from './opencode/index.ts'
import { qwenCode } from './qwen-code.ts'

/** Every agent that can be told to call `ses`; in the order they are offered. */
export const registrations: readonly HookRegistration[] = [
  claudeCode,
  codex,
  geminiCli,
  opencode,
  cursor,
  qwenCode,
  copilotCli,
  cline,
  droid,
]
