import type { TranscriptLocation } from '../../agent.ts'

/** Where Factory Droid keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.factory/sessions/**/*.jsonl' },
  { base: 'home', glob: '.factory/sessions/**/*.settings.json' },
]
