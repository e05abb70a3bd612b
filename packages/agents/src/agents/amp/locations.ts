import type { TranscriptLocation } from '../../agent.ts'

/** Where Amp keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [{ base: 'data', glob: 'amp/threads/T-*.json' }]
