import type { TranscriptLocation } from '../../agent.ts'

/** Where Antigravity keeps its transcripts, see this folder's README. */
export const locations: readonly TranscriptLocation[] = [
  ...['antigravity-cli', 'antigravity'].map((folder) => ({
    base: 'home' as const,
    glob: `.gemini/${folder}/brain/*/.system_generated/logs/transcript.jsonl`,
    env: [{ name: 'GEMINI_CLI_HOME', replaces: '' }],
  })),
]
