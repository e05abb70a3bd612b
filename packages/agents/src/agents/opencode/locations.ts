import type { TranscriptLocation } from '../../agent.ts'

/** Where OpenCode keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  {
    base: 'data',
    glob: 'opencode/opencode*.db',
    env: [{ name: 'OPENCODE_DB', replaces: 'opencode/opencode*.db' }],
  },
  { base: 'data', glob: 'opencode/storage/session/*/*.json' },
]
