import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Antigravity of Google: its command line and its editor, as far as they log in plain text. */
export const antigravity: Agent = {
  id: 'antigravity',
  title: 'Antigravity',
  tools,
  transcript: {
    locations: [
      ...['antigravity-cli', 'antigravity'].map((folder) => ({
        base: 'home' as const,
        glob: `.gemini/${folder}/brain/*/.system_generated/logs/transcript.jsonl`,
        env: [{ name: 'GEMINI_CLI_HOME', replaces: '' }],
      })),
    ],
    recognise,
    open,
  },
}
