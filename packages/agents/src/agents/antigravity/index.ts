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
      { base: 'home', glob: '.gemini/antigravity-cli/brain/*/.system_generated/logs/transcript.jsonl' },
      { base: 'home', glob: '.gemini/antigravity/brain/*/.system_generated/logs/transcript.jsonl' },
    ],
    recognise,
    open,
  },
}
