import type { TranscriptLocation } from '../../agent.ts'

/** Where Cursor keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.cursor/projects/*/agent-transcripts/**/*.jsonl' },
]
