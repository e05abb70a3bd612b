import type { TranscriptLocation } from '../../agent.ts'

/** Where Hermes keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.hermes/sessions/*.json', env: [{ name: 'HERMES_HOME', replaces: '.hermes' }] },
  { base: 'home', glob: '.hermes/sessions/*.jsonl', env: [{ name: 'HERMES_HOME', replaces: '.hermes' }] },
]
