import type { Agent } from '../agent.ts'
import { amp } from './amp/index.ts'
import { antigravity } from './antigravity/index.ts'
import { claudeCode } from './claude-code/index.ts'
import { cline } from './cline/index.ts'
import { codex } from './codex/index.ts'
import { continueDev } from './continue/index.ts'
import { copilotCli } from './copilot-cli/index.ts'
import { cursor } from './cursor/index.ts'
import { droid } from './droid/index.ts'
import { geminiCli } from './gemini-cli/index.ts'
import { goose } from './goose/index.ts'
import { grok } from './grok/index.ts'
import { hermes } from './hermes/index.ts'
import { iflow } from './iflow/index.ts'
import { kimi } from './kimi/index.ts'
import { kiro } from './kiro/index.ts'
import { manual } from './manual/index.ts'
import { openclaw } from './openclaw/index.ts'
import { opencode } from './opencode/index.ts'
import { pi } from './pi/index.ts'
import { qwenCode } from './qwen-code/index.ts'
import { specstory } from './specstory/index.ts'
import { windsurf } from './windsurf/index.ts'

/** Every built-in agent; where several recognise a transcript equally well, the earlier one is taken. */
export const agents: readonly Agent[] = [
  iflow,
  claudeCode,
  codex,
  geminiCli,
  qwenCode,
  copilotCli,
  opencode,
  cursor,
  cline,
  droid,
  pi,
  openclaw,
  goose,
  continueDev,
  amp,
  kiro,
  windsurf,
  specstory,
  kimi,
  antigravity,
  grok,
  hermes,
  manual,
]
