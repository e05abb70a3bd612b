import type { TranscriptLocation } from '../../agent.ts'

/** Where iFlow CLI keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [{ base: 'home', glob: '.iflow/projects/*/session-*.jsonl' }]
