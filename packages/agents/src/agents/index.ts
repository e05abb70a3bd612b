import type { Agent } from '../agent.ts'
import { claudeCode } from './claude-code/index.ts'

/** Every built-in agent; where several recognise a transcript equally well, the earlier one is taken. */
export const agents: readonly Agent[] = [claudeCode]
