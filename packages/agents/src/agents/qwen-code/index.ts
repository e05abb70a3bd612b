import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Qwen Code of Alibaba, versions 0.2 to 0.24. */
export const qwenCode: Agent = {
  id: 'qwen-code',
  title: 'Qwen Code',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.qwen/projects/*/chats/*.jsonl', env: 'QWEN_HOME' },
      { base: 'home', glob: '.qwen/projects/*/subagents/*/*.jsonl', env: 'QWEN_HOME' },
    ],
    recognise,
    open,
  },
}
