import type { TranscriptLocation } from '../../agent.ts'

/** Where Kimi Code keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.kimi-code/sessions/*/*/agents/*/wire.jsonl' },
  { base: 'home', glob: '.kimi/sessions/*/*/wire.jsonl' },
]
