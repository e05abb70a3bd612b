import type { TranscriptLocation } from '../../agent.ts'

/** Where Pi keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  {
    base: 'home',
    glob: '.pi/agent/sessions/*/*.jsonl',
    env: [{ name: 'PI_CODING_AGENT_DIR', replaces: '.pi/agent' }],
  },
  { base: 'home', glob: '.omp/agent/sessions/*/*.jsonl' },
]
