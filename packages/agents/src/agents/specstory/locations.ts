import type { TranscriptLocation } from '../../agent.ts'

/** Where SpecStory keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = []
