import type { TranscriptLocation } from '../../agent.ts'

/** Where Codex keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  { base: 'home', glob: '.codex/sessions/**/rollout-*.jsonl', env: [{ name: 'CODEX_HOME', replaces: '.codex' }] },
  {
    base: 'home',
    glob: '.codex/archived_sessions/**/rollout-*.jsonl',
    env: [{ name: 'CODEX_HOME', replaces: '.codex' }],
  },
]
