import { claudeCode } from './claude-code.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import type { FileLayout } from './file-layout.ts'
import { geminiCli } from './gemini-cli.ts'
import { kimi } from './kimi.ts'
import { kiro } from './kiro.ts'
import { opencode } from './opencode.ts'
import { qwenCode } from './qwen-code.ts'

/** When two tell of one file, the first is believed. */
export const fileLayouts: readonly FileLayout[] = [
  claudeCode,
  codex,
  geminiCli,
  qwenCode,
  cursor,
  kimi,
  cline,
  droid,
  kiro,
  opencode,
]
