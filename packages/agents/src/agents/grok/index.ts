import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Grok of xAI, its command line agent (chat format 1). */
export const grok: Agent = {
  id: 'grok',
  title: 'Grok',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.grok/sessions/**/chat_history.jsonl', env: [{ name: 'GROK_HOME', replaces: '.grok' }] },
    ],
    recognise,
    open,
  },
}
