import type { TranscriptLocation } from '../../agent.ts'

/** Holds `.gemini` as the home directory does. */
const HOME = [{ name: 'GEMINI_CLI_HOME', replaces: '' }]

/** Where Gemini CLI keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.gemini/tmp/*/chats/*.jsonl', env: HOME },
  { base: 'home', glob: '.gemini/tmp/*/chats/*.json', env: HOME },
  { base: 'home', glob: '.gemini/tmp/*/chats/*/*.jsonl', env: HOME },
]
