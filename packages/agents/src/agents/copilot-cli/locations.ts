import type { TranscriptLocation } from '../../agent.ts'

/** Where GitHub Copilot CLI keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  {
    base: 'home',
    glob: '.copilot/session-state/*/events.jsonl',
    env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }],
  },
  { base: 'home', glob: '.copilot/session-state/*.jsonl', env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }] },
  {
    base: 'home',
    glob: '.copilot/history-session-state/*.jsonl',
    env: [{ name: 'COPILOT_HOME', replaces: '.copilot' }],
  },
]
