import type { TranscriptLocation } from '../../agent.ts'

/** Where Windsurf keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [{ base: 'home', glob: '.windsurf/transcripts/*.jsonl' }]
