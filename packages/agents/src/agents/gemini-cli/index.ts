import type { Agent } from '../../agent.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Gemini CLI of Google, versions 0.1 to 0.61. */
export const geminiCli: Agent = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  tools,
  transcript: {
    locations: [
      { base: 'home', glob: '.gemini/tmp/*/chats/*.jsonl' },
      { base: 'home', glob: '.gemini/tmp/*/chats/*.json' },
      { base: 'home', glob: '.gemini/tmp/*/chats/*/*.jsonl' },
    ],
    recognise,
    open,
  },
}
