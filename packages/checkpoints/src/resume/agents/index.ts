import type { ResumableAgent } from '../agent-home.ts'
import { claudeCode } from './claude-code.ts'
import { codex } from './codex.ts'
import { geminiCli } from './gemini-cli.ts'
import { qwenCode } from './qwen-code.ts'

/** Agents whose transcripts can be placed back. */
export const resumableAgents: readonly ResumableAgent[] = [claudeCode, codex, geminiCli, qwenCode]
