import type { TranscriptLocation } from '../../agent.ts'

/** What is written while it runs may lie elsewhere than the settings. */
const FOLDER = ['QWEN_RUNTIME_DIR', 'QWEN_HOME'].map((name) => ({ name, replaces: '.qwen' }))

/** Where Qwen Code keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.qwen/projects/*/chats/*.jsonl', env: FOLDER },
  { base: 'home', glob: '.qwen/projects/*/subagents/*/agent-*.jsonl', env: FOLDER },
  { base: 'home', glob: '.qwen/tmp/*/chats/*.json', env: FOLDER },
]
