import type { Agent } from '../agent.ts'
import { claudeCode } from './claude-code/index.ts'
import { geminiCli } from './gemini-cli/index.ts'
import { qwenCode } from './qwen-code/index.ts'

/** Every built-in agent; where several recognise a transcript equally well, the earlier one is taken. */
export const agents: readonly Agent[] = [claudeCode, geminiCli, qwenCode]
