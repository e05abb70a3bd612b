import type { PayloadForm } from '../payload-form.ts'
import { claudeCode } from './claude-code.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { copilotCli } from './copilot-cli.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import { geminiCli } from './gemini-cli.ts'
import { opencode } from './opencode.ts'
import { qwenCode } from './qwen-code.ts'

/** Every agent whose payloads are known; an agent that is not here is read by the keys agents have in common. */
export const payloadForms: readonly PayloadForm[] = [
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
