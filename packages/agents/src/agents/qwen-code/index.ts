import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** What is written while it runs may lie elsewhere than the settings. */
const FOLDER = ['QWEN_RUNTIME_DIR', 'QWEN_HOME'].map((name) => ({ name, replaces: '.qwen' }))

/** Qwen Code of Alibaba, versions 0.2 to 0.24. */
export const qwenCode: Agent = {
  id: 'qwen-code',
  title: 'Qwen Code',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.qwen/projects/*/chats/*.jsonl', env: FOLDER },
      { base: 'home', glob: '.qwen/projects/*/subagents/*/agent-*.jsonl', env: FOLDER },
      { base: 'home', glob: '.qwen/tmp/*/chats/*.json', env: FOLDER },
    ],
    recognise,
    open,
  },
}
