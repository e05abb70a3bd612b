import type { TranscriptLocation } from '../../agent.ts'

/** Where Grok keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.grok/sessions/**/chat_history.jsonl', env: [{ name: 'GROK_HOME', replaces: '.grok' }] },
]
